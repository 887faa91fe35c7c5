/* Who there is: physicians, organisations, and what is said of each. Aliases: English, Dutch,
 * French, Swedish, and the names of common exports. */
#include "table/schemas_internal.h"

#define F     HCP__FIELD
#define RANGE HCP__RANGE

#define PHYSICIAN_IDS                                                                              \
    "hcp_id;hcp;physician_id;doctor_id;doctor;prescriber_id;prescriber;npi;prscrbr_npi;"           \
    "onekey_id;onekey;iqvia_id;ims_id;riziv;inami;account_id;account;account_vod__c;arts_id;arts;" \
    "medecin_id;medecin;voorschrijver_id;voorschrijver;prescripteur;lakare_id;lakare;"             \
    "forskrivare_id;forskrivare;hsa_id"

const HcpField hcp__fields_of_physicians[] = {
    F("id", "physician;" PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "id of the physician, unique"),
    F("name", "hcp_name;physician_name;full_name;account_name;naam;nom;namn", TEXT, OPTIONAL, NAME,
      "name, for people to read"),
    F("specialty",
      "speciality;specialty_1_vod__c;primary_specialty;specialisme;specialiteit;specialite;"
      "specialitet;"
      "prscrbr_type",
      TEXT, OPTIONAL, NONE, "medical specialty"),
    F("region",
      "province;state;territory;territory_vod__c;county;provincie;regio;gewest;regiao;lan;"
      "prscrbr_state_abrvtn",
      TEXT, OPTIONAL, NONE, "region, province or sales territory"),
    F("postcode", "postal_code;zip;zip_code;zip_vod__c;post_code;postnummer;code_postal;postkod",
      TEXT, OPTIONAL, NONE, "postcode of the main place of work"),
    RANGE("latitude", "lat;breedtegraad;latitud", NUMBER, -90, 90, "degrees north"),
    RANGE("longitude", "lon;long;lng;lengtegraad;longitud", NUMBER, -180, 180, "degrees east"),
    RANGE("birth_year", "year_of_birth;yob;geboortejaar;annee_naissance;fodelsear", COUNT, 1880,
          2030, "year of birth"),
    F("gender", "sex;geslacht;sexe;genre;kon", TEXT, OPTIONAL, NONE,
      "gender, as the source codes it"),
    F("organisation",
      "organization;organisation_id;organization_id;hospital;hospital_id;practice;practice_id;"
      "hco_id;instelling;praktijk;etablissement;ziekenhuis;hopital;sjukhus;vardenhet;mottagning",
      ORGANISATION, OPTIONAL, ID, "main place of work: id of an organisation"),
    F("value_tier", "tier;segment;value_segment;potential;waarde;categorie", TEXT, OPTIONAL, NONE,
      "the team's own value class"),
    F("panel_size",
      "panel;patients;n_patients;aantal_patienten;patientele;nombre_patients;antal_patienter",
      COUNT, OPTIONAL, PATIENT_COUNT, "patients in the physician's care"),
    F("in_panel", "observed;panel_member;in_de_steekproef;observe", FLAG, OPTIONAL, NONE,
      "are the physician's outgoing referrals observed?"),
    F("months_observed", "months;months_active;maanden;mois;manader", NUMBER, OPTIONAL, NONE,
      "months of the period in which the physician's referrals could be seen"),
    F("active", "is_active;actief;actif;aktiv", FLAG, OPTIONAL, NONE,
      "does the physician practise?"),
    F("no_contact", "do_not_contact;opt_out;geen_contact;ne_pas_contacter;ej_kontakt", FLAG,
      OPTIONAL, NONE, "asked not to be contacted"),
    F("targeted", "target;is_target;on_target_list;doelgroep;cible;malgrupp", FLAG, OPTIONAL, NONE,
      "already on a target list"),
    F("consent", "opt_in;consent_any;toestemming;consentement;samtycke", FLAG, OPTIONAL, NONE,
      "consent for every purpose, where there is no consents table")};

const HcpField hcp__fields_of_organisations[] = {
    F("id",
      "organisation_id;organization_id;org_id;hco_id;organisation;pharmacy_id;hospital_id;"
      "apotheek_id;ziekenhuis_id;pharmacie_id;hopital_id;apotek_id;sjukhus_id;vardenhet_id",
      ORGANISATION, REQUIRED, ID, "id of the organisation, unique"),
    F("kind", "type;organisation_type;organization_type;org_type;soort;sorte;typ", TEXT, REQUIRED,
      NONE, "pharmacy, hospital, practice, ..."),
    F("name", "organisation_name;organization_name;account_name;naam;nom;namn", TEXT, OPTIONAL,
      NONE, "name, for people to read"),
    F("region", "province;state;territory;county;provincie;regio;gewest;lan", TEXT, OPTIONAL, NONE,
      "region, province or sales territory"),
    F("postcode", "postal_code;zip;zip_code;post_code;postnummer;code_postal;postkod", TEXT,
      OPTIONAL, NONE, "postcode"),
    RANGE("latitude", "lat;breedtegraad;latitud", NUMBER, -90, 90, "degrees north"),
    RANGE("longitude", "lon;long;lng;lengtegraad;longitud", NUMBER, -180, 180, "degrees east")};

const HcpField hcp__fields_of_affiliations[] = {
    F("physician", "id;from_account_vod__c;" PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID,
      "id of the physician"),
    F("organisation",
      "organization;organisation_id;organization_id;org_id;hco_id;to_account_vod__c;hospital;"
      "hospital_id;practice;practice_id;instelling;praktijk;etablissement;ziekenhuis;hopital;"
      "sjukhus;vardenhet",
      ORGANISATION, REQUIRED, ID, "id of the organisation"),
    F("kind", "type;affiliation_type;soort;sorte;typ", TEXT, OPTIONAL, NONE,
      "hospital, practice, peer group, ..."),
    F("role", "role_vod__c;function;rol;functie;fonction;roll", TEXT, OPTIONAL, NONE,
      "what the physician is there"),
    F("since", "start;start_date;valid_from;sinds;depuis;startdatum", DATE, OPTIONAL, NONE,
      "first day"),
    F("until", "end;end_date;valid_to;tot;jusque;einddatum;slutdatum", DATE, OPTIONAL, NONE,
      "last day")};

const HcpField hcp__fields_of_consents[] = {
    F("physician", "id;" PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "id of the physician"),
    F("purpose",
      "channel;channel_value_vod__c;consent_type;doel;kanaal;finalite;canal;andamal;kanal", TEXT,
      REQUIRED, NONE, "email, visit, ...; any: every purpose"),
    F("status", "consent;opt_type;opt_type_vod__c;toestemming;statut;consentement;samtycke", TEXT,
      REQUIRED, NONE, "yes or no, or opt_in and opt_out"),
    F("time", "date;datetime;capture_datetime_vod__c;valid_from;datum;date_heure", DATE, OPTIONAL,
      NONE, "when it was given or taken back: the latest row wins")};

const HcpField hcp__fields_of_seeds[] = {
    F("id", "physician;" PHYSICIAN_IDS, PHYSICIAN, REQUIRED, ID, "id of a known strong referrer")};
