#include "simulate/country_internal.h"

#include <string.h>

/* Common names of the country, drawn independently: nobody in particular is meant. */
static const char *const WOMEN_NL[] = {
    "An",       "Els",    "Sofie", "Lieve", "Katrien", "Veerle", "Hilde", "Greet",
    "Annelies", "Saskia", "Ilse",  "Tine",  "Leen",    "Inge",   "Zoë",   "Marijke",
    "Nele",     "Griet",  "Kaat",  "Renée", "Barbara", "Fien",   "Lotte", "Noor",
};
static const char *const MEN_NL[] = {
    "Jan",    "Bart",   "Koen",  "Wim",   "Tom",     "Luc",  "Dirk", "Pieter",
    "Stijn",  "Geert",  "Kris",  "Filip", "Joris",   "Raf",  "Jef",  "Matthias",
    "Wouter", "Steven", "André", "Hugo",  "Maarten", "Joël", "Bram", "Thijs",
};
static const char *const WOMEN_FR[] = {
    "Anne",      "Sophie",   "Nathalie", "Isabelle", "Valérie", "Catherine", "Hélène", "Françoise",
    "Céline",    "Laurence", "Émilie",   "Julie",    "Aurélie", "Martine",   "Léa",    "Chloé",
    "Bénédicte", "Delphine", "Muriel",   "Pascale",  "Inès",    "Claire",    "Agnès",  "Maïté",
};
static const char *const MEN_FR[] = {
    "Jean",   "Pierre", "Michel",   "Philippe", "Benoît", "Frédéric", "Olivier",  "Thierry",
    "Xavier", "Éric",   "Stéphane", "Vincent",  "Marc",   "Didier",   "François", "Jérôme",
    "Luc",    "Alain",  "Grégory",  "Étienne",  "Cédric", "Loïc",     "Noël",     "Yves",
};
static const char *const LAST_NL[] = {
    "Peeters",        "Janssens",  "Maes",      "Jacobs",       "Mertens",      "Willems",
    "Claes",          "Goossens",  "Wouters",   "De Smet",      "Vermeulen",    "Pauwels",
    "De Vos",         "D'Hondt",   "Hermans",   "Aerts",        "Michiels",     "Van Damme",
    "Stevens",        "De Clercq", "Janssen",   "Coppens",      "Bogaert",      "Desmet",
    "Verhoeven",      "Wauters",   "Smets",     "Van de Velde", "D'Haene",      "Cools",
    "Segers",         "Lemmens",   "De Backer", "Thijs",        "Vandenberghe", "Verstraete",
    "Van den Broeck", "Hendrickx", "Devos",     "Lambrecht",    "Baert",        "Martens",
    "Van Acker",      "De Wilde",  "Cornelis",  "Vercammen",    "Geerts",       "Moens",
    "Van Hove",       "Nijs",
};
static const char *const LAST_FR[] = {
    "Dubois",   "Lambert", "Dupont",    "Martin",  "Simon",    "Laurent", "Leroy",    "Lefèvre",
    "François", "Denis",   "Renard",    "Gérard",  "Mathieu",  "Lejeune", "Noël",     "Henry",
    "Collard",  "Dumont",  "Delvaux",   "Hubert",  "Gilles",   "Thomas",  "Bertrand", "Charlier",
    "Marchal",  "Evrard",  "Lemaire",   "Léonard", "Fontaine", "Collin",  "Thiry",    "Piron",
    "Legrand",  "Adam",    "Louis",     "D'Amico", "Massart",  "Bodart",  "Wéry",     "Carlier",
    "Delhaye",  "Antoine", "Guillaume", "Bastin",  "Poncelet", "Remy",    "Jadot",    "Crahay",
    "Hénin",    "L'Hoir",
};

#define DRAW(list, rng) (list)[hcp__rng_below(rng, G_N_ELEMENTS(list))]

const char *hcp__sim_draw_first_name(const char *language, gboolean female, HcpRng *rng) {
    if (strcmp(language, "nl") == 0)
        return female ? DRAW(WOMEN_NL, rng) : DRAW(MEN_NL, rng);
    return female ? DRAW(WOMEN_FR, rng) : DRAW(MEN_FR, rng);
}

const char *hcp__sim_draw_last_name(const char *language, HcpRng *rng) {
    return strcmp(language, "nl") == 0 ? DRAW(LAST_NL, rng) : DRAW(LAST_FR, rng);
}
