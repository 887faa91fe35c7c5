/* The exports that people have. Where the names of columns come from: docs/presets.md. */
#include <hcpnet/preset.h>

#include <string.h>

/* What the filters below need in every spelling of a flag. */
#define YES "true,1,yes,t"
#define NO  "false,0,no,f,"

/* Exports of everything hold the recycle bin. */
#define DELETED "IsDeleted|Deleted=" YES

static const HcpPreset PRESETS[] = {
    {.name = "veeva-call",
     .schema = "interactions",
     .source = "Veeva CRM or Vault: calls (Call2_vod__c, call2__v)",
     .rules = {.unless = DELETED,
               .mapping = "physician=Account_vod__c;"
                          "time=Call_Date_vod__c|Call_Datetime_vod__c;"
                          "channel=Call_Channel_vod__c|Call_Type_vod__c;"
                          "outcome=Status_vod__c|call2_status__v",
               .where = "Status_vod__c|call2_status__v=submitted",
               .constants = "channel=call;direction=out",
               .once = "Account_vod__c;Parent_Call_vod__c|Id"},
     .has_salesforce_ids = TRUE,
     .note = "submitted calls alone; an attendee of a group call counts once, however often the "
             "call and its child calls name them"},
    {.name = "veeva-email",
     .schema = "interactions",
     .source = "Veeva CRM or Vault: approved e-mails (Sent_Email_vod__c, sent_email__v)",
     .rules = {.unless = DELETED,
               .mapping = "physician=Account_vod__c;time=Email_Sent_Date_vod__c;"
                          "outcome=Status_vod__c|sent_email_status__v;product=Product_vod__c",
               .where = "Status_vod__c|sent_email_status__v=sent,delivered,opened,clicked",
               .constants = "channel=email;direction=out"},
     .has_salesforce_ids = TRUE,
     .note = "sent and delivered e-mails alone: bounced, failed, dropped, unsubscribed and "
             "scheduled ones are no contact"},
    {.name = "veeva-affiliation",
     .schema = "affiliations",
     .source =
         "Veeva CRM or Vault: affiliations (Affiliation_vod__c, affiliation__v) of physicians "
         "with organisations",
     .rules = {.unless = DELETED,
               .mapping = "physician=From_Account_vod__c;organisation=To_Account_vod__c;"
                          "role=Role_vod__c",
               .is_mirrored = TRUE},
     .has_salesforce_ids = TRUE,
     .note = "every affiliation is exported twice, once from each side: the two rows count once"},
    {.name = "veeva-affiliation",
     .schema = "ties",
     .source = "Veeva CRM or Vault: affiliations (Affiliation_vod__c, affiliation__v) between "
               "physicians",
     .rules = {.unless = DELETED,
               .mapping = "from=From_Account_vod__c;to=To_Account_vod__c",
               .is_mirrored = TRUE},
     .undirected = TRUE,
     .has_salesforce_ids = TRUE,
     .note = "every tie is exported twice, once from each side: the two rows count once, and say "
             "nothing about direction"},
    {.name = "veeva-hierarchy",
     .schema = "affiliations",
     .source = "Veeva CRM or Vault: account hierarchy (Child_Account_vod__c, child_account__v)",
     .rules = {.unless = DELETED,
               .mapping = "physician=Child_Account_vod__c;organisation=Parent_Account_vod__c;"
                          "role=Primary_vod__c",
               .values = "role:true=primary;role:1=primary;role:yes=primary;role:false=other;"
                         "role:0=other;role:no=other",
               .constants = "kind=workplace"},
     .has_salesforce_ids = TRUE,
     .note = "rows between two organisations are rejected: their child is no physician"},
    {.name = "veeva-account",
     .schema = "physicians",
     .source = "Veeva CRM or Vault: person accounts (Account, account__v)",
     .rules = {.unless = DELETED,
               .mapping = "id=Id;name=Name|name__v|formatted_name__v;"
                          "specialty=Specialty_1_vod__c;region=Territory_vod__c|State_vod__c;"
                          "postcode=Zip_vod__c|BillingPostalCode",
               .where = "IsPersonAccount|ispersonaccount__v|is_person__v=" YES},
     .has_salesforce_ids = TRUE,
     .note = "person accounts alone; the organisations of the same file are another table"},
    {.name = "veeva-account",
     .schema = "organisations",
     .source = "Veeva CRM or Vault: business accounts (Account, account__v)",
     .rules = {.unless = DELETED,
               .mapping = "id=Id;name=Name|name__v|formatted_name__v;"
                          "kind=Account_Type_vod__c|Type|RecordType.Name|object_type__v;"
                          "region=Territory_vod__c|State_vod__c|BillingState;"
                          "postcode=Zip_vod__c|BillingPostalCode",
               .where = "IsPersonAccount|ispersonaccount__v|is_person__v=" NO,
               .constants = "kind=organisation"},
     .has_salesforce_ids = TRUE,
     .note = "business accounts alone; the physicians of the same file are another table"},
    {.name = "veeva-consent",
     .schema = "consents",
     .source = "Veeva CRM or Vault: consents (Multichannel_Consent_vod__c)",
     .rules = {.unless = DELETED,
               .mapping = "physician=Account_vod__c;status=Opt_Type_vod__c;"
                          "purpose=Consent_Type_vod__c|Channel_Value_vod__c;"
                          "time=Capture_Datetime_vod__c",
               .values = "status:opt_in=opt_in;status:opt_in_vod=opt_in;status:opt_in__v=opt_in;"
                         "status:opt-in=opt_in;status:opt in=opt_in;status:*=opt_out;"
                         "purpose:*@*=email",
               .constants = "purpose=any"},
     .has_salesforce_ids = TRUE,
     .note = "the latest row of a physician and purpose counts; of two on one day, the refusal; an "
             "e-mail address as the channel is read as the purpose email"},
    {.name = "salesforce",
     .schema = "physicians",
     .source = "Salesforce: a report or Data Loader export of accounts or contacts",
     .rules = {.unless = DELETED,
               .mapping = "id=Account ID|AccountId|Contact ID|Id;"
                          "name=Account Name|Full Name|Contact Name|Name;"
                          "region=Billing State/Province|BillingState|Territory;"
                          "postcode=Billing Zip/Postal Code|BillingPostalCode"},
     .has_salesforce_ids = TRUE,
     .note = "reports write ids of 15 characters, Data Loader 18: both are read as 18"},
    {.name = "salesforce",
     .schema = "referrals",
     .source = "Salesforce: a report or Data Loader export of referrals",
     .rules = {.unless = DELETED,
               .mapping = "from=Referred By ID|Referred By|Referring Account ID|Referred_By__c;"
                          "to=Account ID|AccountId|Referred To ID|Referred To|Referred_To__c;"
                          "date=Referral Date|Created Date|CreatedDate"},
     .has_salesforce_ids = TRUE,
     .note = "reports write ids of 15 characters, Data Loader 18: both are read as 18"},
    {.name = "salesforce",
     .schema = "interactions",
     .source = "Salesforce: a report or Data Loader export of activities",
     .rules = {.unless = DELETED,
               .mapping = "physician=Account ID|AccountId|Contact ID|WhoId;"
                          "time=Date|ActivityDate|Created Date|CreatedDate;"
                          "channel=Task Subtype|TaskSubtype|Type;topic=Subject;outcome=Status",
               .constants = "channel=activity"},
     .has_salesforce_ids = TRUE,
     .note = "reports write ids of 15 characters, Data Loader 18: both are read as 18"},
    {.name = "referrals",
     .schema = "referrals",
     .source = "a table of one's own: from_id, to_id, and any of date, count, type",
     .rules = {.mapping = "from=from_id|from|referrer|verwijzer|adresseur|remittent;"
                          "to=to_id|to|referred_to|verwezen_naar|adresse_a|mottagare;"
                          "patients=count|patients;indication=type|indication"},
     .note = "a count is of patients; rows without one stand for one patient each"},
    {.name = "docgraph-hop",
     .schema = "pairs",
     .source = "CareSet DocGraph hop teaming",
     .rules = {.mapping = "from=from_npi;to=to_npi;patients=patient_count;"
                          "pairs=transaction_count"},
     .note = "a proxy: patients whom two physicians shared, in order of time; these are no "
             "referrals"},
    {.name = "cms-pspp",
     .schema = "pairs",
     .source = "CMS Physician Shared Patient Patterns: five columns without names",
     .no_header = TRUE,
     .note = "a proxy: patients whom two physicians shared; the direction is who saw them first, "
             "which is no referral"},
    {.name = "part-d",
     .schema = "prescriptions",
     .source = "CMS Medicare Part D prescribers by provider and drug",
     .rules = {.mapping = "physician=Prscrbr_NPI|npi;product=Brnd_Name|drug_name;"
                          "units=Tot_Clms|total_claim_count",
               .values = "units:=5.5"},
     .note = "one year of claims of Medicare alone; a blank is a count of 1 to 10 that was "
             "suppressed, not zero: it is read as 5.5, the middle"},
    {.name = "open-payments",
     .schema = "interactions",
     .source = "CMS Open Payments: general payments",
     .rules = {.mapping = "physician=Covered_Recipient_NPI|Covered_Recipient_Profile_ID|"
                          "Physician_Profile_ID;"
                          "time=Date_of_Payment;"
                          "channel=Nature_of_Payment_or_Transfer_of_Value;"
                          "topic=Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name;"
                          "product=Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_1",
               .constants = "direction=out"},
     .month_first = TRUE,
     .note = "payments and gifts, not visits; rows of teaching hospitals have no NPI and are "
             "rejected"},
    {.name = "iqvia-rx",
     .schema = "prescriptions",
     .source = "Xponent-like prescriptions by prescriber, product and period (US)",
     .rules = {.mapping = "physician=IMS_ID|IQVIA_ID|OneKey_ID|NPI;product=Product|Product Name|"
                          "Brand;"
                          "date=Week|Week Ending|Month|Period;units=TRx|Total Rx|NRx"},
     .month_first = TRUE,
     .note = "projected numbers: estimates from a sample of pharmacies; one column a month is "
             "not read, one row a month is"},
};

const HcpPreset *hcp_preset_list(gsize *n) {
    *n = G_N_ELEMENTS(PRESETS);
    return PRESETS;
}

const HcpPreset *hcp_preset_find(const char *name, const char *schema) {
    for (gsize i = 0; i < G_N_ELEMENTS(PRESETS); i++)
        if (strcmp(PRESETS[i].name, name) == 0 && strcmp(PRESETS[i].schema, schema) == 0)
            return &PRESETS[i];
    return NULL;
}
