"""The names that people give to columns, in English, French, Urdu and HXL, by field.

Sources: the tables and project cards on SPO's web pages, OCHA's 3W templates, the HXL
core schema 1.1 (hxlstandard.org), and common usage. A name belongs to one field.
"""

from typing import Final

FIELDS: Final = {
    "project_id": "Project ID",
    "title": "Title",
    "status": "Status",
    "start": "Start",
    "end": "End",
    "period": "Start and end in one cell",
    "duration": "Length, in words",
    "year_mark": "A year: a mark says that the project ran in it",
    "districts": "District",
    "pcode": "P-code of the district",
    "province": "Province",
    "country": "Country",
    "place": "Coverage in words",
    "tehsil": "Tehsil, union council or village",
    "n_districts": "Number of districts",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "coordinates": "Latitude and longitude in one cell",
    "focus_area": "Focus area",
    "sdg": "SDG",
    "funders": "Funder",
    "funder_mark": "A funder: a mark says that it paid",
    "partner": "Partner",
    "implementing_partners": "Implementing partner",
    "collaborators": "Collaborator",
    "summary": "Description",
    "notes": "Notes",
    "sources": "Source",
    "kept": "Kept as text",
    "serial": "Number of the line",
    "personal": "Personal data, not shown",
}
"""What a column may be taken for, with the words of the mapping screen."""

COLUMNS_OF: Final = {
    "project_id": ("project_id",),
    "title": ("title",),
    "status": ("status",),
    "start": ("start", "dates_note"),
    "end": ("end", "dates_note"),
    "period": ("start", "end", "dates_note"),
    "duration": ("dates_note",),
    "year_mark": ("start", "end", "dates_note"),
    "districts": ("scope", "districts", "district_provinces", "provinces", "coverage"),
    "pcode": ("scope", "districts", "district_provinces", "provinces"),
    "province": ("district_provinces", "provinces", "scope"),
    "place": (
        "coverage",
        "scope",
        "districts",
        "district_provinces",
        "provinces",
        "n_districts_stated",
    ),
    "tehsil": ("scope", "districts"),
    "n_districts": ("n_districts_stated", "scope"),
    "focus_area": ("focus_area",),
    "sdg": ("sdg", "sdg_as_written"),
    "funders": ("funders", "funding_as_stated"),
    "funder_mark": ("funders", "funding_as_stated"),
    "partner": ("funders", "funding_as_stated"),
    "implementing_partners": ("implementing_partners",),
    "collaborators": ("collaborators",),
    "summary": ("summary",),
    "notes": ("notes",),
    "sources": ("sources",),
}
"""The columns of ``projects.csv`` that a field fills."""

NAMES: Final = {
    "project_id": "project id|id|project code|code|project no|project number|ref|"
    "reference|ref no|reference no|grant no|grant number|grant id|contract no|"
    "agreement no|award no|award number|activity id|project ref|iati identifier",
    "title": "projet|titre|titre du projet|intitulé|intitulé du projet|nom du projet|"
    "title|project title|project name|name of project|project|"
    "title of project|name of the project|project title name|activity title|"
    "programme title|program title|intervention title|assignment|"
    "name of assignment|name of scheme|scheme|scheme name|title of scheme|"
    "name of the scheme|project scheme|grant title|grant name|title of grant|"
    "intervention name|name of intervention|activity name|name of activity|"
    "منصوبہ|منصوبے کا نام|پروجیکٹ|پروجیکٹ کا نام|منصوبہ کا نام|"
    "پراجیکٹ|پراجیکٹ کا نام|عنوان",
    "status": "statut|statut du projet|état du projet|"
    "status|project status|current status|implementation status|"
    "activity status|activity status code|stage|project stage|حیثیت|صورتحال",
    "start": "début|date de début|date de démarrage|démarrage|date début|"
    "start|start date|starting date|date of start|project start|"
    "start year|starting year|commencement|commencement date|date of commencement|"
    "begin|beginning|begin date|start month|date started|started|inception|"
    "effective date|project start date|start period|from date|date from|st date|"
    "date commenced|actual start|start actual|actual start date|start date actual|"
    "planned start|start planned|planned start date|start date planned|"
    "planned date start date|start actual isodate|start planned isodate|شروع|آغاز|"
    "تاریخ آغاز|آغاز کی تاریخ|شروع کی تاریخ|تاریخ شروع",
    "end": "fin|date de fin|date fin|date de clôture|clôture|achèvement|"
    "end|end date|ending date|date of end|project end|end year|ending year|"
    "completion|completion date|date of completion|project completion date|closing|"
    "closing date|close date|finish|finish date|expiry|expiry date|completed on|"
    "date completed|date ended|actual end|end actual|actual end date|"
    "end date actual|actual completion date|planned end|end planned|"
    "planned end date|end date planned|planned date end date|"
    "end actual isodate|end planned isodate|"
    "target date for completion|target completion date|date of closing|"
    "completion year|year of completion|end month|project end date|end period|"
    "to date|date to|ended|اختتام|تاریخ اختتام|اختتام کی تاریخ|ختم|تکمیل|"
    "تاریخ تکمیل",
    "period": "période|période de mise en œuvre|année|"
    "period|period of performance|performance period|contract period|"
    "project period|implementation period|duration from to|from to|start end|"
    "start end date|start and end|start and end date|start date end date|timeline|"
    "time period|timeframe|time frame|project timeline|project dates|year|years|"
    "project year|reporting year|fiscal year|financial year|fy|سال|عرصہ",
    "duration": "durée|durée du projet|"
    "duration|project duration|length of project|no of months|"
    "duration in months|duration months|period in months|مدت|دورانیہ",
    "districts": "districts couverts|"
    "district|dist|distt|dist name|distt name|name of district|"
    "district name|district covered|target district|project district|"
    "district of implementation|district list|admin 2|admin2|adm2|admin 2 name|"
    "admin2name|adm2 name|adm2 en|admin2 name|intervention district|ضلع|اضلاع|"
    "ضلع کا نام",
    "pcode": "adm2 pcode|adm2 code|admin 2 pcode|admin2pcode|admin2 pcode|"
    "admin2 code|pcode|p code|district pcode|district p code|district code|"
    "adm2pcode",
    "province": "county|governorate|oblast|"
    "province|geographical region|geographic region|region covered|"
    "province name|name of province|province region|province territory|"
    "region province|admin 1|admin1|adm1|admin 1 name|admin1name|adm1 name|adm1 en|"
    "admin1 name|state|province covered|target province|صوبہ|صوبے|صوبہ کا نام",
    "country": "pays|pays bénéficiaire|"
    "country|country name|name of country|recipient country|"
    "recipient country name|destination country|country of operation|"
    "country of implementation|"
    "country territory|adm0|adm0 name|adm0 en|admin 0|admin0|admin 0 name|"
    "admin0 name|admin0name|country code|recipient country code|adm0 pcode|adm0 code|"
    "admin 0 pcode|admin0 pcode|beneficiary location country code|iso3|iso 3|"
    "iso3 code|country iso3|recipient iso3|ملک",
    "place": "lieu|lieu d'intervention|localisation|zone d'intervention|"
    "zone du projet|couverture géographique|operational presence|"
    "area of presence|"
    "place|location|project location|area|project area|"
    "geographic coverage|geographical coverage|coverage|coverage area|area covered|"
    "area of coverage|geographic area|geographical area|geographic location|"
    "geographical location|target area|target location|location of project|"
    "area of operation|area of implementation|implementation area|"
    "implementation location|operational area|working area|project site|site|"
    "geography|geographic focus|geographical focus|geographic scope|where|"
    "location district|district area|area of intervention|intervention area|"
    "project coverage|location of scheme|location of the scheme|scheme location|"
    "geographical area of work|geographic area of work|"
    "location name|name of location|beneficiary location name|"
    "project location name|activity location|location of activity|"
    "location of intervention|location of the project|"
    "district coverage|coverage district|area district|علاقہ|"
    "علاقے|مقام|جگہ|پروجیکٹ ایریا",
    "tehsil": "commune|localité|ville|"
    "tehsil|taluka|taluqa|tehsil name|tehsil taluka|uc|union council|"
    "name of uc|name of union council|village|village name|name of village|"
    "settlement|community|admin 3|adm3|admin 4|adm4|adm3 name|adm4 name|adm3 en|"
    "admin3name|admin4name|locality|town|city|تحصیل|تعلقہ|یونین کونسل|گاؤں|شہر",
    "n_districts": "no of district|number of district|total district|"
    "no of district covered|number of district covered|district no|n district|"
    "n district stated|district count|total no of district|اضلاع کی تعداد",
    "latitude": "latitude|lat|gps latitude|gps lat|geo lat|northing",
    "longitude": "longitude|long|lon|lng|gps longitude|gps long|geo lon|easting",
    "coordinates": "coordinates|gps|gps coordinates|lat long|latitude longitude|"
    "geo coordinates|lat lon|gps location|geopoint",
    "focus_area": "secteur|secteur d'intervention|secteur d'activité|"
    "domaine d'intervention|thématique|"
    "focus area|thematic area|theme|sector|thematic focus|"
    "thematic sector|programme area|program area|area of focus|cluster|"
    "thematic programme area|theme sector|sector theme|category|thematic category|"
    "subsector|sub sector|sector cluster|cluster sector|key area|domain|field|"
    "sector name|thematic programme|thematic program|area of work|شعبہ|موضوع|شعبے",
    "sdg": "sdg|sdg goal|goal sdg|sdg no|sdg number|sdg addressed|sdg target|"
    "sustainable development goal|relevant sdg|sdg alignment|sdg contribution",
    "funders": "bailleur|bailleur de fonds|nom du bailleur|donateur|financé par|"
    "source de financement|"
    "donor|donor name|name of donor|funder|funding agency|"
    "funding partner|funded by|funding source|source of funding|source of fund|"
    "donor agency|funding organization|funding organisation|donor organization|"
    "donor organisation|financier|who fund|funding org|funding org name|"
    "participating org funding|funding organization name|funding organisation name|"
    "grant from|donor source|source org|source organization|source organisation|"
    "supported by|financed by|donor partner|"
    "name of client|client|donor client|donor funding agency|back donor|sponsor|"
    "funding|fund source|resource partner|grant maker|grantor|name of donor agency|"
    "ڈونر|عطیہ دہندہ|مالی معاون|فنڈنگ|امداد دہندہ",
    "partner": "partenaire|"
    "partner|partner name|name of partner|partner organization|"
    "partner organisation|partner agency|شراکت دار|پارٹنر",
    "implementing_partners": "partenaire de mise en œuvre|"
    "partenaire d'exécution|agence d'exécution|ong|implementer partner|"
    "facilitating partner|"
    "implementing partner|implementing agency|"
    "implementing organization|implementing organisation|implemented by|"
    "implementer|implementing partner name|executing agency|executed by|"
    "organization|organisation|organization name|organisation name|org|org name|"
    "name of organization|name of organisation|ngo|name of ngo|agency|agency name|"
    "who|lead organization|lead organisation|lead agency|lead partner|ip|"
    "responsible organization|organization acronym|organisation acronym|"
    "destination org|destination organization|"
    "org acronym|lead org|reporting organization|"
    "reporting organisation|participating org implementing|grantee|grantee name|"
    "recipient org|recipient org name|recipient organization|"
    "recipient organisation|grant recipient|lead ngo|name of agency|"
    "operational partner|programming partner|"
    "نفاذ کنندہ|ادارہ|تنظیم",
    "collaborators": "collaborator|collaborating partner|collaboration|"
    "in collaboration with|government partner|local partner|consortium partner|"
    "consortium member|sub partner|downstream partner|govt partner|stakeholder|"
    "other partner|supporting partner|co partner",
    "summary": "desc|objectif|objectif général|résumé|"
    "summary|description|project description|brief|brief description|"
    "project summary|objective|project objective|goal|project goal|purpose|"
    "overall objective|scope of work|detail|project detail|narrative|abstract|"
    "about|synopsis|description of project|brief of project|activity description|"
    "تفصیل|مقاصد|خلاصہ",
    "notes": "remarque|commentaire|"
    "note|remark|comment|general remark|any other information|observation|"
    "additional information|کیفیت|تبصرہ|نوٹ",
    "sources": "source|source url|url|link|web link|website|web address|web page|"
    "reference link|hyperlink|source of information|data source",
    "kept": "bénéficiaire|nombre de bénéficiaires|montant|coût|coût total|"
    "major activity|"
    "budget|total budget|project budget|cost|total cost|project cost|"
    "amount|grant amount|value|project value|budget pkr|budget usd|fund|"
    "expenditure|utilization|currency|beneficiary|no of beneficiary|"
    "total beneficiary|target|direct beneficiary|indirect beneficiary|"
    "people reached|reached|household|hh|men|women|boys|girls|male|female|total|"
    "grand total|result|key result|achievement|key achievement|output|outcome|"
    "impact|indicator|activity|key activity|activity type|main activity|"
    "deliverable|milestone|progress|programme|program|programme name|program name|"
    "name of programme|name of program|intervention|component|response|modality|"
    "type|project type|name|acronym|short name|abbreviation|office|field office|"
    "head office|regional office|office location|project office|venue|address|"
    "office address|division|zone|region|project manager|manager|focal person|"
    "coordinator|staff|responsible person|unit|quantity|plan|planned|actual|jan|"
    "feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q1|q2|q3|q4|quarter|month|date|"
    "reporting date|last update|updated|date updated|created|created on|modified|"
    "reporting org|organization type|organisation type|org type|donor type|gender|"
    "age|population|"
    "trust|conflict|caution|priority|rating|بجٹ|رقم|مستفیدین|تعداد|دفتر|سرگرمی|"
    "نتائج",
    "serial": "numéro|"
    "gen sr no|gen serial no|adp no|adp serial no|gs no|"
    "s no|sr no|sr|sno|serial|serial no|serial number|no|number|sl no|sl|"
    "s n|sn|row|row no|line|s|index|سیریل نمبر|سیریل|نمبر شمار|نمبر|شمار",
    "personal": "contact|contact person|contact number|contact no|contact detail|"
    "phone|phone no|phone number|mobile|mobile no|mobile number|cell|cell no|"
    "cell number|telephone|tel|email|e mail|email address|cnic|cnic no|cnic number|"
    "nic|nic no|beneficiary name|name of beneficiary|father name|father s name|"
    "husband name|date of birth|dob|whatsapp|رابطہ|فون|موبائل|شناختی کارڈ|"
    "شناختی کارڈ نمبر",
}
"""Names of columns by field, parted by a bar, without plural and case."""

WEAK: Final = {
    "from": "start",
    "to": "end",
    "since": "start",
    "until": "end",
    "du": "start",
    "au": "end",
    "x": "longitude",
    "y": "latitude",
}
"""Names that count only beside each other, or under a heading of dates."""

TAGS: Final = {
    "#activity+title": "title",
    "#country": "country",
    "#adm0": "country",
    "#activity+description": "summary",
    "#meta+comments": "notes",
    "#meta+source": "sources",
    "#date": "kept",
    "#meta": "kept",
    "#geo": "kept",
    "#region": "kept",
    "#indicator": "kept",
    "#affected": "kept",
    "#inneed": "kept",
    "#targeted": "kept",
    "#reached": "kept",
    "#value": "kept",
    "#currency": "kept",
    "#output": "kept",
    "#item": "kept",
    "#service": "kept",
    "#modality": "kept",
    "#channel": "kept",
    "#beneficiary": "kept",
    "#population": "kept",
    "#crisis": "kept",
    "#event": "kept",
    "#activity+code": "project_id",
    "#activity+id": "project_id",
    "#activity": "title",
    "#status": "status",
    "#date+start": "start",
    "#date+end": "end",
    "#adm1": "province",
    "#adm2+code": "pcode",
    "#adm2+pcode": "pcode",
    "#adm2": "districts",
    "#adm3": "tehsil",
    "#adm4": "tehsil",
    "#loc": "tehsil",
    "#geo+lat": "latitude",
    "#geo+lon": "longitude",
    "#sector": "focus_area",
    "#subsector": "kept",
    "#org+type": "kept",
    "#org+funder": "funders",
    "#org+donor": "funders",
    "#org+impl": "implementing_partners",
    "#org+prog": "implementing_partners",
    "#org": "implementing_partners",
    "#description": "summary",
    "#contact": "personal",
}
"""HXL tags by field; a tag with more attributes is that of its longest beginning."""

CODED: Final = frozenset(
    {"code", "id", "type", "acronym", "num", "url", "provider", "origin"}
)
"""Attributes after which a tag holds no name, and is text where none is listed."""

_COMPANIONS: Final = (
    "a according actual agency agreement all and any are as by col contract cover "
    "coverage covered covering current date dd detail english etc expected field "
    "final for format given if implementation implementing in information "
    "intervention is key latest list main mm mmm month mou name of organisation "
    "organization original pakistan per planned please program programme project "
    "proposed revised s select spo stated target targeted targetted text the title "
    "total verbatim was where which wise with working written year yy yyyy "
    "de des du en et la le les par pour "
)
COMPANIONS: Final = frozenset(_COMPANIONS.split())
"""Words that leave the meaning of a column's name as it is."""

_QUESTION: Final = (
    "a agency all an and any are at been being by cover currently did do does each "
    "enter "
    "every for give has have implemented in is kindly list main mention name of on "
    "organisation organization please programme project provide reporting select "
    "separate specify state the these this to was were what when where which who will "
    "with work working would write you your "
)
QUESTION: Final = frozenset(_QUESTION.split())
"""Words of a question in a form that leave open what it asks for."""

_YES_OR_NO: Final = (
    "is are was were do does did has have had can could will would should"
)
YES_OR_NO: Final = frozenset(_YES_OR_NO.split())
"""Words that begin a question whose answer is yes or no."""
