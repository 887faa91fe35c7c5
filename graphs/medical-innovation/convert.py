#!/usr/bin/env python3
"""Makes physicians.csv, nominations.csv and prescriptions.csv of this study.

usage: convert.py SOURCE [OUT]

SOURCE holds nodes.csv and nominations.csv, the data frame `medInnovations` of the R package
netdiffuseR as text (see SOURCE.md); OUT is the folder to write, this one unless given. Codes become
words, empty cells stay empty, no other value changes. The same source gives the same bytes.
"""
import csv
import sys
from pathlib import Path

TOWNS = {1: "Peoria", 2: "Bloomington", 3: "Quincy", 4: "Galesburg"}
FIRST_MONTH = 1953 * 12 + 10  # month 1 is November 1953; months count from 0 within a year
NOT_ADOPTED = 18
MOST_HOSPITAL = 10  # codes above are used in several towns: no hospital


def words(*texts):
    """Code 1 is the first text."""
    return lambda code: texts[code - 1]


def flag(code):
    return ("false", "true")[code]


def same(code):
    return code


def hospital(code):
    return f"Hospital {code}" if code <= MOST_HOSPITAL else ""


# Our column, the source's column, what its code stands for.
COLUMNS = [
    ("specialty", "special", words("GP", "internist", "pediatrician", "other")),
    ("town", "city", TOWNS.get),
    ("home_hospital", "home", hospital),
    ("started_practice", "proage", words("1919 or before", "1920 to 1929", "1930 to 1934",
                                         "1935 to 1939", "1940 to 1944", "1945 or later")),
    ("years_in_town", "length", words("up to 1", "1 to 2", "2 to 5", "5 to 10", "10 to 20",
                                      "over 20")),
    ("practises_only_here", "here", flag),
    ("office_visits_a_week", "office", words("up to 25", "26 to 50", "51 to 75", "76 to 100",
                                             "101 to 150", "over 150")),
    ("house_calls_level", "house", same),
    ("young_patients", "young", flag),
    ("nonpoor_patients", "nonpoor", flag),
    ("office_sharing", "proximty", words("alone in building", "others in building",
                                         "shares an office", "perhaps shares an office")),
    ("rep_contact", "detail", flag),
    ("source_meetings", "meet", flag),
    ("source_colleagues", "coll", flag),
    ("source_journals", "journ", flag),
    ("source_drug_mail", "drug", flag),
    ("journals", "nojourn", lambda code: code + 1),
    ("meetings_attended", "attend", lambda code: ("none", "general", "specialty")[code]),
    ("belief_in_science", "belief", same),
    ("drug_tendency", "tend", same),
    ("drug_tendency_to_peers", "reltend", same),
    ("prescription_prone", "presc", flag),
    ("perceived_competition", "perc", same),
    ("free_time_with", "free", words("others", "both", "physicians")),
    ("talks_medicine_socially", "social", words("no", "yes", "indifferent")),
    ("physicians_club", "club", flag),
    ("friends_physicians", "friends", lambda code: code - 1),
]


def read(path):
    with open(path, encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, rows):
    with open(path, "w", encoding="ascii", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def decoded(row, source, meaning):
    return "" if row[source] == "" else meaning(int(row[source]))


def physician(row):
    name = f"{TOWNS[int(row['city'])]} {row['local_id']}"
    return [row["id"], name] + [decoded(row, source, meaning) for _, source, meaning in COLUMNS]


def first_prescription(row):
    month = FIRST_MONTH + int(row["toa"]) - 1
    return [row["id"], f"{month // 12}-{month % 12 + 1:02}-01", "tetracycline"]


def main():
    source = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent
    nodes = read(source / "nodes.csv")
    write(out / "physicians.csv", ["id", "name"] + [name for name, _, _ in COLUMNS],
          [physician(row) for row in nodes])
    write(out / "prescriptions.csv", ["physician", "date", "product"],
          [first_prescription(row) for row in nodes if int(row["toa"]) != NOT_ADOPTED])
    nominations = read(source / "nominations.csv")
    write(out / "nominations.csv", list(nominations[0]), [row.values() for row in nominations])


if __name__ == "__main__":
    main()
