/* What happened between them: events, relations, and networks that were aggregated elsewhere. */
#include "table/schemas_internal.h"

#define F     HCP__FIELD
#define RANGE HCP__RANGE

#define PHYSICIAN_IDS                                                                              \
    "physician_id;hcp_id;hcp;doctor_id;doctor;prescriber_id;prescriber;npi;prscrbr_npi;onekey_id;" \
    "iqvia_id;ims_id;provider_id;provider;covered_recipient_npi;account_id;account;"               \
    "account_vod__c;riziv;inami;arts_id;arts;medecin_id;medecin;voorschrijver_id;voorschrijver;"   \
    "prescripteur;lakare_id;lakare;forskrivare_id;forskrivare;hsa_id"
#define DATES "day;datum;jour;event_date"
#define PATIENTS                                                                                   \
    "patient_id;patient_pseudonym;beneficiary;beneficiary_id;bene_id;patient_nr;id_patient;"       \
    "patientnr"
#define PRODUCTS                                                                                   \
    "brand;product_name;brnd_name;product_vod__c;merk;geneesmiddel;produit;marque;medicament;"     \
    "produkt;lakemedel;preparat"

const HcpField hcp__fields_of_referrals[] = {
    F("from",
      "from_id;from_hcp_id;from_hcp;from_npi;referrer;referrer_id;referring_physician;"
      "referring_hcp;source;verwijzer;verwijzende_arts;adresseur;medecin_adresseur;van;van_arts;de;"
      "remittent;remitterande;remitterande_lakare;fran",
      PHYSICIAN, REQUIRED, ID, "the physician who refers"),
    F("to",
      "to_id;to_hcp_id;to_hcp;to_npi;referee;referred_to;receiving_physician;receiving_hcp;target;"
      "verwezen_naar;ontvangende_arts;adresse_a;correspondant;medecin_correspondant;naar;naar_arts;"
      "vers;mottagare;mottagande_lakare;remitterad_till;till",
      PHYSICIAN, REQUIRED, ID, "the physician who receives the patient"),
    F("date", "referral_date;verwijsdatum;date_adressage;remissdatum;" DATES, DATE, OPTIONAL, NONE,
      "day of the referral"),
    F("patient", PATIENTS, PATIENT, OPTIONAL, PATIENT, "pseudonym of the patient"),
    F("patients",
      "count;patient_count;n;n_patients;referrals;aantal;aantal_patienten;nombre;nombre_patients;"
      "antal;antal_patienter",
      COUNT, OPTIONAL, PATIENT_COUNT, "patients that the row stands for; 1 where there is none"),
    F("indication", "diagnosis;icd10;indicatie;diagnose;diagnostic;diagnos;indikation", TEXT,
      OPTIONAL, NONE, "why the patient was referred")};

const HcpField hcp__fields_of_visits[] = {
    F("patient", PATIENTS, PATIENT, REQUIRED, PATIENT, "pseudonym of the patient"),
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the physician who was seen"),
    F("date",
      "visit_date;service_date;contactdatum;date_visite;date_consultation;besoksdatum;" DATES, DATE,
      REQUIRED, NONE, "day of the visit"),
    F("service", "service_code;procedure;prestatie;nomenclature;acte;atgard", TEXT, OPTIONAL, NONE,
      "what was done")};

const HcpField hcp__fields_of_prescriptions[] = {
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the prescriber"),
    F("product", "prescribed_product;" PRODUCTS, TEXT, REQUIRED, NONE, "the product prescribed"),
    F("date",
      "prescription_date;voorschriftdatum;date_prescription;forskrivningsdatum;" DATES
      ";week;month",
      DATE, OPTIONAL, NONE, "day of the prescription"),
    RANGE("units",
          "trx;tot_clms;quantity;packs;volume;n;aantal;eenheden;dozen;quantite;unites;boites;"
          "verpakkingen;antal;forpackningar",
          NUMBER, 0, 1e15, "how many units or packs; 1 where there is none"),
    F("pharmacy", "pharmacy_id;apotheek;apotheek_id;pharmacie;pharmacie_id;apotek;apotek_id",
      ORGANISATION, OPTIONAL, ID, "id of the pharmacy that dispensed it"),
    F("dispensed_product",
      "dispensed;delivered_product;afgeleverd_product;produit_delivre;utlamnad_produkt", TEXT,
      OPTIONAL, NONE, "the product dispensed, where it is known")};

const HcpField hcp__fields_of_interactions[] = {
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the physician who was contacted"),
    F("time",
      "datetime;timestamp;call_date_vod__c;call_datetime_vod__c;email_sent_date_vod__c;"
      "date_of_payment;tijdstip;date_heure;tidpunkt;contactdatum;date_contact;kontaktdatum;"
      "date;" DATES,
      DATE, REQUIRED, NONE, "when; the day is kept"),
    F("channel", "call_channel_vod__c;call_type_vod__c;medium;kanaal;canal;kanal", TEXT, REQUIRED,
      NONE, "call, visit, email, webinar, congress, portal, app, ..."),
    F("direction", "in_out;richting;sens;riktning", TEXT, OPTIONAL, NONE, "in or out"),
    F("topic", "subject;message;onderwerp;sujet;amne", TEXT, OPTIONAL, NONE, "what it was about"),
    F("outcome", "status;result;status_vod__c;resultaat;uitkomst;resultat;utfall", TEXT, OPTIONAL,
      NONE, "what came of it"),
    F("product", PRODUCTS, TEXT, OPTIONAL, NONE, "the product it was about"),
    F("event", "event_id;congress;meeting;evenement;bijeenkomst;congres;reunion;kongress;mote",
      TEXT, OPTIONAL, NONE, "the event that was attended: who shares one, met")};

const HcpField hcp__fields_of_ties[] = {
    F("from", "from_id;source;ego;nominator;respondent;van;de;fran", PHYSICIAN, REQUIRED, ID,
      "the physician who names, or the first of the two"),
    F("to", "to_id;target;alter;nominee;nominated;naar;vers;till", PHYSICIAN, REQUIRED, ID,
      "the physician who is named, or the second of the two"),
    F("layer", "type;relation;tie;relatie;lien;typ", TEXT, OPTIONAL, NONE,
      "name of the layer; needed unless the group of the study names it: [ties:advice]"),
    RANGE("weight", "strength;score;gewicht;sterkte;poids;force;vikt;styrka", NUMBER, 0, 1e15,
          "strength of the tie; 1 where there is none"),
    F("date", DATES, DATE, OPTIONAL, NONE, "day on which it was stated")};

const HcpField hcp__fields_of_pairs[] = {
    F("from", "from_npi;npi1;npi_1;from_id;from_hcp_id;source", PHYSICIAN, REQUIRED, ID,
      "the physician who saw the patients first"),
    F("to", "to_npi;npi2;npi_2;to_id;to_hcp_id;target", PHYSICIAN, REQUIRED, ID,
      "the physician who saw the patients next"),
    F("pairs", "pair_count;transaction_count;transactions;n_pairs", COUNT, OPTIONAL, NONE,
      "how often a patient of the one went on to the other"),
    F("patients",
      "patient_count;beneficiaries;beneficiary_count;bene_count;shared_patients;n_patients", COUNT,
      REQUIRED, PATIENT_COUNT, "distinct patients that the two share"),
    F("same_day", "same_day_count;sameday;same_day_visits", COUNT, OPTIONAL, NONE,
      "how often both were seen on one day")};
