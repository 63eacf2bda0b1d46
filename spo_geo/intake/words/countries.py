"""Names of other countries, and of parts of them that qualify a place.

Sources: ISO 3166-1 and the short names in common use; states and union territories of
India, divisions of Bangladesh (ISO 3166-2), and the Deccan. Bahrain is left out: Swat
has a tehsil of that name.
"""

from collections.abc import Iterable
from typing import Final

from spo_geo.placenames import normalise

_COUNTRIES: Final = (
    "Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|"
    "Azerbaijan|Bangladesh|Belarus|Belgium|Benin|Bhutan|Bolivia|"
    "Bosnia and Herzegovina|Botswana|Brazil|Bulgaria|Burkina Faso|Burma|Burundi|"
    "Cambodia|Cameroon|Canada|Central African Republic|Chad|Chile|China|Colombia|"
    "Congo|DR Congo|Democratic Republic of the Congo|Costa Rica|Cote d'Ivoire|"
    "Côte d'Ivoire|Ivory Coast|Croatia|Cuba|Cyprus|Denmark|Djibouti|"
    "Dominican Republic|Ecuador|Egypt|El Salvador|Eritrea|Estonia|Ethiopia|Fiji|"
    "Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Guatemala|Guinea|"
    "Guinea-Bissau|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|"
    "Israel|Italy|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|"
    "Latvia|Lebanon|Lesotho|Liberia|Libya|Lithuania|Madagascar|Malawi|Malaysia|"
    "Maldives|Mali|Mauritania|Mauritius|Mexico|Moldova|Mongolia|Montenegro|Morocco|"
    "Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|"
    "North Korea|Norway|Oman|Palestine|Panama|Papua New Guinea|Paraguay|Peru|"
    "Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Senegal|"
    "Serbia|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|"
    "South Africa|South Korea|South Sudan|Spain|Sri Lanka|Sudan|Sweden|Switzerland|"
    "Syria|Taiwan|Tajikistan|Tanzania|Thailand|Timor-Leste|Togo|Tunisia|Turkey|"
    "Türkiye|Turkmenistan|UAE|United Arab Emirates|Uganda|Ukraine|United Kingdom|"
    "United States|USA|Uruguay|Uzbekistan|Vanuatu|Venezuela|Vietnam|Viet Nam|Yemen|"
    "Zambia|Zimbabwe|بھارت|انڈیا|افغانستان|ایران|بنگلہ دیش|نیپال"
)
_PARTS: Final = (
    "Andhra Pradesh|Arunachal Pradesh|Assam|Bihar|Chhattisgarh|Delhi|New Delhi|Goa|"
    "Gujarat|Haryana|Himachal Pradesh|Jharkhand|Karnataka|Kerala|Ladakh|Madhya Pradesh|"
    "Maharashtra|Manipur|Meghalaya|Mizoram|Nagaland|Odisha|Orissa|Rajasthan|Sikkim|"
    "Tamil Nadu|Telangana|Tripura|Uttar Pradesh|Uttarakhand|West Bengal|Barisal|"
    "Barishal|Deccan|Chattogram|Chittagong|Dhaka|Khulna|Mymensingh|Rajshahi|Rangpur|Sylhet"
)
_ABROAD: Final = frozenset(
    normalise(name) for names in (_COUNTRIES, _PARTS) for name in names.split("|")
)


def named_abroad(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that name another country, or a state or division of one.

    Parameters
    ----------
    words : iterable of str
        Parts of a cell.

    Returns
    -------
    tuple of str
        In their order.

    Examples
    --------
    >>> named_abroad(["Hyderabad", "Telangana", "India"]), named_abroad(["Gujrat"])
    (('Telangana', 'India'), ())
    """
    return tuple(word for word in words if normalise(word) in _ABROAD)
