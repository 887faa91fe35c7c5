/* What happened between them: events, relations, and networks that were aggregated elsewhere. */
#include "table/schemas_internal.h"

#define F     HCP__FIELD
#define RANGE HCP__RANGE

#define PHYSICIAN_IDS                                                                              \
    "physician_id;hcp_id;hcp;doctor_id;doctor;prescriber_id;prescriber;npi;prscrbr_npi;onekey_id;" \
    "iqvia_id;ims_id;provider_id;provider;covered_recipient_npi;account_id;account;"               \
    "account_vod__c;arts_id;arts;medecin_id;medecin"
#define DATES "day;datum;jour;event_date"
#define PATIENTS                                                                                   \
    "patient_id;patient_pseudonym;beneficiary;beneficiary_id;bene_id;patient_nr;id_patient"
#define PRODUCTS "brand;product_name;brnd_name;product_vod__c;merk;produit;marque"

const HcpField hcp__fields_of_referrals[] = {
    F("from",
      "from_id;from_hcp_id;from_hcp;from_npi;referrer;referrer_id;referring_physician;"
      "referring_hcp;source;verwijzer;verwijzende_arts;adresseur;medecin_adresseur",
      PHYSICIAN, REQUIRED, ID, "the physician who refers"),
    F("to",
      "to_id;to_hcp_id;to_hcp;to_npi;referee;referred_to;receiving_physician;receiving_hcp;target;"
      "verwezen_naar;ontvangende_arts;adresse_a;correspondant;medecin_correspondant",
      PHYSICIAN, REQUIRED, ID, "the physician who receives the patient"),
    F("date", "referral_date;verwijsdatum;date_adressage;" DATES, DATE, OPTIONAL, NONE,
      "day of the referral"),
    F("patient", PATIENTS, PATIENT, OPTIONAL, PATIENT, "pseudonym of the patient"),
    F("patients",
      "count;patient_count;n;n_patients;referrals;aantal;aantal_patienten;nombre;nombre_patients",
      COUNT, OPTIONAL, PATIENT_COUNT, "patients that the row stands for; 1 where there is none"),
    F("indication", "diagnosis;icd10;indicatie;diagnose;diagnostic", TEXT, OPTIONAL, NONE,
      "why the patient was referred")};

const HcpField hcp__fields_of_visits[] = {
    F("patient", PATIENTS, PATIENT, REQUIRED, PATIENT, "pseudonym of the patient"),
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the physician who was seen"),
    F("date", "visit_date;service_date;contactdatum;date_visite;" DATES, DATE, REQUIRED, NONE,
      "day of the visit"),
    F("service", "service_code;procedure;prestatie;nomenclature;acte", TEXT, OPTIONAL, NONE,
      "what was done")};

const HcpField hcp__fields_of_prescriptions[] = {
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the prescriber"),
    F("product", "prescribed_product;" PRODUCTS, TEXT, REQUIRED, NONE, "the product prescribed"),
    F("date", "prescription_date;week;month;voorschriftdatum;date_prescription;" DATES, DATE,
      OPTIONAL, NONE, "day of the prescription"),
    RANGE("units",
          "trx;tot_clms;quantity;packs;volume;n;aantal;eenheden;dozen;quantite;unites;boites",
          NUMBER, 0, 1e15, "how many units or packs; 1 where there is none"),
    F("pharmacy", "pharmacy_id;apotheek;apotheek_id;pharmacie;pharmacie_id", ORGANISATION, OPTIONAL,
      ID, "id of the pharmacy that dispensed it"),
    F("dispensed_product", "dispensed;delivered_product;afgeleverd_product;produit_delivre", TEXT,
      OPTIONAL, NONE, "the product dispensed, where it is known")};

const HcpField hcp__fields_of_interactions[] = {
    F("physician", PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "the physician who was contacted"),
    F("time",
      "datetime;timestamp;call_date_vod__c;call_datetime_vod__c;email_sent_date_vod__c;"
      "date_of_payment;tijdstip;date_heure;date;" DATES,
      DATE, REQUIRED, NONE, "when; the day is kept"),
    F("channel", "call_channel_vod__c;call_type_vod__c;medium;kanaal;canal", TEXT, REQUIRED, NONE,
      "call, visit, email, webinar, congress, portal, app, ..."),
    F("direction", "in_out;richting;sens", TEXT, OPTIONAL, NONE, "in or out"),
    F("topic", "subject;message;onderwerp;sujet", TEXT, OPTIONAL, NONE, "what it was about"),
    F("outcome", "status;result;status_vod__c;resultaat;uitkomst;resultat", TEXT, OPTIONAL, NONE,
      "what came of it"),
    F("product", PRODUCTS, TEXT, OPTIONAL, NONE, "the product it was about"),
    F("event", "event_id;congress;meeting;evenement;bijeenkomst", TEXT, OPTIONAL, NONE,
      "the event that was attended: who shares one, met")};

const HcpField hcp__fields_of_ties[] = {
    F("from", "from_id;source;ego;nominator;respondent;van;de", PHYSICIAN, REQUIRED, ID,
      "the physician who names, or the first of the two"),
    F("to", "to_id;target;alter;nominee;nominated;naar;vers", PHYSICIAN, REQUIRED, ID,
      "the physician who is named, or the second of the two"),
    F("layer", "type;relation;tie;relatie;lien", TEXT, OPTIONAL, NONE,
      "name of the layer; needed unless the group of the study names it: [ties:advice]"),
    RANGE("weight", "strength;score;gewicht;sterkte;poids;force", NUMBER, 0, 1e15,
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
