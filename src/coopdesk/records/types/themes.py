# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The themes of cooperation: one declared tree used everywhere, mapped to the sectors of the OECD DAC.

The list follows the subjects the mayors named (Report of the mayors' meeting 2001, §4, §8–11).
Codes are permanent, like keys of fields; a sector keeps the DAC's own purpose code.
"""

from coopdesk.frozen import dataclass
from coopdesk.language import N_, Message


@dataclass(frozen=True)
class Theme:
    """A theme: its permanent code, label, the theme it is part of ("" for a root), and the
    DAC purpose codes it stands for, the closest first."""

    code: str
    label: Message
    parent: str = ""
    sectors: tuple[str, ...] = ()


THEMES: tuple[Theme, ...] = (
    Theme("local_administration", N_("Local administration and finance"), sectors=("15185", "15112")),
    Theme("local_finance", N_("Local finance and taxes"), "local_administration", ("15128", "15116")),
    Theme("civil_registry", N_("Civil registry and archives"), sectors=("13096",)),
    Theme("archives", N_("Archives"), "civil_registry", ("16061",)),
    Theme("water", N_("Water"), sectors=("14030", "14010")),
    Theme("sanitation", N_("Sanitation and sanitary inspection"), sectors=("14032", "14022")),
    Theme("sanitary_inspection", N_("Sanitary inspection"), "sanitation", ("43073",)),
    Theme("waste", N_("Waste"), sectors=("14050",)),
    Theme("health", N_("Health"), sectors=("12220", "12261")),
    Theme("education", N_("Education and youth"), sectors=("11220", "11231")),
    Theme("vocational_training", N_("Professional training"), "education", ("11330",)),
    Theme("culture", N_("Culture and heritage"), sectors=("16061", "41040")),
    Theme("local_economy", N_("Markets and local economy"), sectors=("32130", "25030")),
    Theme("microcredit", N_("Microcredit"), "local_economy", ("24040",)),
    Theme("housing", N_("Housing and land"), sectors=("16030", "43031")),
    Theme("transport", N_("Roads and transport"), sectors=("21020", "21012")),
    Theme("energy", N_("Energy and lighting"), sectors=("23111", "23231")),
    Theme("environment", N_("Environment and climate"), sectors=("41010",)),
    Theme("disaster_risk", N_("Disaster risk"), sectors=("43060",)),
    Theme("digital", N_("Digital technology"), sectors=("22040",)),
    Theme("women", N_("Women’s participation"), sectors=("15170",)),
    Theme("poverty", N_("Poverty and social protection"), sectors=("16010",)),
    Theme("migration", N_("Migration and diaspora"), sectors=("15190",)),
    Theme("governance", N_("Governance and citizens’ involvement"), sectors=("15150",)),
    Theme("technology_transfer", N_("Technology transfer"), sectors=("32182",)),
)
BY_CODE: dict[str, Theme] = {theme.code: theme for theme in THEMES}
THEME_CODES: dict[str, Message] = {theme.code: theme.label for theme in THEMES}

# Names of the DAC purpose codes as the IATI code list "Sector" has them.
SECTOR_CODES: dict[str, Message] = {
    "11220": N_("Primary education"),
    "11231": N_("Basic life skills for youth"),
    "11330": N_("Vocational training"),
    "12220": N_("Basic health care"),
    "12261": N_("Health education"),
    "13096": N_("Population statistics and data"),
    "14010": N_("Water sector policy and administrative management"),
    "14022": N_("Sanitation – large systems"),
    "14030": N_("Basic drinking water supply and basic sanitation"),
    "14032": N_("Basic sanitation"),
    "14050": N_("Waste management and disposal"),
    "15112": N_("Decentralisation and support to subnational government"),
    "15116": N_("Tax collection"),
    "15128": N_("Local government finance"),
    "15150": N_("Democratic participation and civil society"),
    "15170": N_("Women’s rights organisations and movements, and government institutions"),
    "15185": N_("Local government administration"),
    "15190": N_("Facilitation of orderly, safe, regular and responsible migration and mobility"),
    "16010": N_("Social protection"),
    "16030": N_("Housing policy and administrative management"),
    "16061": N_("Culture and recreation"),
    "21012": N_("Public transport services"),
    "21020": N_("Road transport"),
    "22040": N_("Information and communication technology (ICT)"),
    "23111": N_("Energy sector policy, planning and administration"),
    "23231": N_("Solar energy for isolated grids and standalone systems"),
    "24040": N_("Informal and semi-formal financial intermediaries"),
    "25030": N_("Business development services"),
    "32130": N_("Small and medium-sized enterprises (SME) development"),
    "32182": N_("Technological research and development"),
    "41010": N_("Environmental policy and administrative management"),
    "41040": N_("Site preservation"),
    "43030": N_("Urban development and management"),
    "43031": N_("Urban land policy and management"),
    "43060": N_("Disaster risk reduction"),
    "43073": N_("Food safety and quality"),
}


def theme_ancestors(code: str) -> tuple[str, ...]:
    """The codes of the themes a theme is part of, the nearest first; empty for a root and
    for a code that a newer coopdesk declared."""
    theme = BY_CODE.get(code)
    if theme is None or not theme.parent:
        return ()
    return (theme.parent, *theme_ancestors(theme.parent))


def sectors_of(themes: tuple[str, ...]) -> tuple[str, ...]:
    """The DAC purpose codes that themes stand for: the closest of each, in their order, once."""
    closest = [BY_CODE[code].sectors[0] for code in themes if code in BY_CODE and BY_CODE[code].sectors]
    return tuple(dict.fromkeys(closest))
