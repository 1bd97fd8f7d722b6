"""Units of measurement: ``convert_length(1.2, 'Meter', 'Foot')`` and its kin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from transpile import codes
from transpile.diagnostics import refusal
from transpile.lower import build
from transpile.spec import add_function
from transpile.types import KqlType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transpile.lower.build import Sql
    from transpile.lower.expressions import LoweredCall

_INCH, _FOOT, _YARD, _MILE = 0.0254, 0.3048, 0.9144, 1609.344
_SURVEY_FOOT = 1200 / 3937
_PARSEC, _LIGHT_YEAR = 3.0856775812799588e16, 9.46073047258e15
_POUND, _GRAVITY = 0.45359237, 9.80665
_POINT = _INCH / 72
_US_GALLON, _UK_GALLON = 231 * _INCH**3 * 1000, 4.54609  # in liters
_BTU, _CALORIE, _VOLT = 1055.05585262, 4.184, 1.602176634e-19
_HOUR, _DAY = 3600.0, 86400.0


def _prefixed(base: str, unit: float, **prefixes: float) -> dict[str, float]:
    """A unit and its multiples: ``kilo=1e3`` of ``Meter`` is ``Kilometer``."""
    made = {base: unit}
    for prefix, factor in prefixes.items():
        made[prefix.capitalize() + base[0].lower() + base[1:]] = factor * unit
    return made


def _paces(units: Mapping[str, float], times: Mapping[str, float]) -> dict[str, float]:
    return {
        f"{unit}Per{time}": length / seconds
        for unit, length in units.items()
        for time, seconds in times.items()
    }


_MINUTE_UP = {"Minute": 60.0, "Second": 1.0}
_ANY_TIME = {"Hour": _HOUR, **_MINUTE_UP}

# the factor of each unit to a common one
_FACTORS: dict[str, dict[str, float]] = {
    "angle": {
        **_prefixed("Degree", math.pi / 180, micro=1e-6, milli=1e-3, nano=1e-9),
        **_prefixed("Radian", 1.0, centi=1e-2, deci=1e-1, micro=1e-6, milli=1e-3, nano=1e-9),
        "Arcminute": math.pi / 180 / 60,
        "Arcsecond": math.pi / 180 / 3600,
        "Gradian": math.pi / 200,
        "NatoMil": math.pi / 3200,
        "Revolution": 2 * math.pi,
    },
    "energy": {
        **_prefixed("Joule", 1.0, giga=1e9, kilo=1e3, mega=1e6, milli=1e-3),
        **_prefixed("BritishThermalUnit", _BTU, giga=1e9, kilo=1e3, mega=1e6),
        **_prefixed("Calorie", _CALORIE, kilo=1e3, mega=1e6),
        **_prefixed("ElectronVolt", _VOLT, giga=1e9, kilo=1e3, mega=1e6, tera=1e12),
        **_prefixed("WattDay", _DAY, giga=1e9, kilo=1e3, mega=1e6, tera=1e12),
        **_prefixed("WattHour", _HOUR, giga=1e9, kilo=1e3, mega=1e6, tera=1e12),
        "ThermEc": 1.05505585262e8,
        "DecathermEc": 1.05505585262e9,
        "ThermImperial": 1.05505585257348e8,
        "DecathermImperial": 1.05505585257348e9,
        "ThermUs": 1.054804e8,
        "DecathermUs": 1.054804e9,
        "Erg": 1e-7,
        "FootPound": _FOOT * _POUND * _GRAVITY,
        "HorsepowerHour": 550 * _FOOT * _POUND * _GRAVITY * _HOUR,
    },
    "force": {
        **_prefixed("Newton", 1.0, deca=10.0, kilo=1e3, mega=1e6, micro=1e-6, milli=1e-3),
        "Dyn": 1e-5,
        "KilogramForce": _GRAVITY,
        "KiloPond": _GRAVITY,
        "KilopoundForce": 1000 * _POUND * _GRAVITY,
        "OunceForce": _POUND * _GRAVITY / 16,
        "Poundal": _POUND * _FOOT,
        "PoundForce": _POUND * _GRAVITY,
        "ShortTonForce": 2000 * _POUND * _GRAVITY,
        "TonneForce": 1000 * _GRAVITY,
    },
    "length": {
        **_prefixed(
            "Meter",
            1.0,
            centi=1e-2,
            deca=10.0,
            deci=1e-1,
            hecto=1e2,
            kilo=1e3,
            micro=1e-6,
            milli=1e-3,
            nano=1e-9,
        ),
        **_prefixed("LightYear", _LIGHT_YEAR, kilo=1e3, mega=1e6),
        **_prefixed("Parsec", _PARSEC, kilo=1e3, mega=1e6),
        "Angstrom": 1e-10,
        "AstronomicalUnit": 1.495978707e11,
        "Chain": 66 * _FOOT,
        "DataMile": 6000 * _FOOT,
        "DtpPica": 12 * _POINT,
        "DtpPoint": _POINT,
        "Fathom": 6 * _FOOT,
        "Foot": _FOOT,
        "Hand": 4 * _INCH,
        "Inch": _INCH,
        "Microinch": 1e-6 * _INCH,
        "Mil": 1e-3 * _INCH,
        "Mile": _MILE,
        "NauticalMile": 1852.0,
        "PrinterPica": _INCH * 400 / 2409,
        "PrinterPoint": _INCH / 72.27,
        "Shackle": 15 * 6 * _FOOT,
        "SolarRadius": 6.95508e8,
        "Twip": _POINT / 20,
        "UsSurveyFoot": _SURVEY_FOOT,
        "Yard": _YARD,
    },
    "mass": {
        **_prefixed(
            "Gram",
            1.0,
            centi=1e-2,
            deca=10.0,
            deci=1e-1,
            hecto=1e2,
            kilo=1e3,
            micro=1e-6,
            milli=1e-3,
            nano=1e-9,
        ),
        **_prefixed("Pound", 1e3 * _POUND, kilo=1e3, mega=1e6),
        **_prefixed("Tonne", 1e6, kilo=1e3, mega=1e6),
        "EarthMass": 5.9722e27,
        "Grain": 1e3 * _POUND / 7000,
        "LongHundredweight": 1e3 * 112 * _POUND,
        "LongTon": 1e3 * 2240 * _POUND,
        "Ounce": 1e3 * _POUND / 16,
        "ShortHundredweight": 1e3 * 100 * _POUND,
        "ShortTon": 1e3 * 2000 * _POUND,
        "Slug": 1e3 * _POUND * _GRAVITY / _FOOT,
        "SolarMass": 1.98947e33,
        "Stone": 1e3 * 14 * _POUND,
    },
    "speed": {
        **_paces({"Centimeter": 1e-2, "Millimeter": 1e-3, "Kilometer": 1e3}, _ANY_TIME),
        **_paces({"Meter": 1.0, "Foot": _FOOT, "Inch": _INCH, "Yard": _YARD}, _ANY_TIME),
        **_paces({"UsSurveyFoot": _SURVEY_FOOT}, _ANY_TIME),
        **_paces({"Decimeter": 1e-1, "Micrometer": 1e-6, "Nanometer": 1e-9}, _MINUTE_UP),
        "MilePerHour": _MILE / _HOUR,
        "Knot": 1852.0 / _HOUR,
    },
    "volume": {
        **_prefixed(
            "Liter",
            1.0,
            centi=1e-2,
            deca=10.0,
            deci=1e-1,
            hecto=1e2,
            kilo=1e3,
            mega=1e6,
            micro=1e-6,
            milli=1e-3,
        ),
        **_prefixed("UsGallon", _US_GALLON),
        **{
            f"{prefix}usGallon": factor * _US_GALLON
            for prefix, factor in {
                "Deca": 10.0,
                "Deci": 1e-1,
                "Hecto": 1e2,
                "Kilo": 1e3,
                "Mega": 1e6,
            }.items()
        },
        **{
            f"Cubic{unit}": 1e3 * length**3
            for unit, length in {
                "Centimeter": 1e-2,
                "Decimeter": 1e-1,
                "Foot": _FOOT,
                "Hectometer": 1e2,
                "Inch": _INCH,
                "Kilometer": 1e3,
                "Meter": 1.0,
                "Micrometer": 1e-6,
                "Mile": _MILE,
                "Millimeter": 1e-3,
                "Yard": _YARD,
            }.items()
        },
        **{
            f"{prefix}cubicFoot": factor * 1e3 * _FOOT**3
            for prefix, factor in {"Hecto": 1e2, "Kilo": 1e3, "Mega": 1e6}.items()
        },
        "HectocubicMeter": 1e5,
        "KilocubicMeter": 1e6,
        "AcreFoot": 1e3 / 0.000810714,  # as documented: 1.2 m³ are 0.0009728568
        "AuTablespoon": 0.02,
        "BoardFoot": 144e3 * _INCH**3,
        "ImperialBeerBarrel": 36 * _UK_GALLON,
        "ImperialGallon": _UK_GALLON,
        "KiloimperialGallon": 1e3 * _UK_GALLON,
        "MegaimperialGallon": 1e6 * _UK_GALLON,
        "ImperialOunce": _UK_GALLON / 160,
        "ImperialPint": _UK_GALLON / 8,
        "MetricCup": 0.25,
        "MetricTeaspoon": 0.005,
        "OilBarrel": 42 * _US_GALLON,
        "UkTablespoon": 0.015,
        "UsBeerBarrel": 31 * _US_GALLON,
        "UsCustomaryCup": _US_GALLON / 16,
        "UsLegalCup": 0.24,
        "UsOunce": _US_GALLON / 128,
        "UsPint": _US_GALLON / 8,
        "UsQuart": _US_GALLON / 4,
        "UsTablespoon": _US_GALLON / 256,
        "UsTeaspoon": _US_GALLON / 768,
    },
}

# a scale of temperature: kelvins of one degree, and the kelvins of its zero
_SCALES: dict[str, tuple[float, float]] = {
    "Kelvin": (1.0, 0.0),
    "DegreeCelsius": (1.0, 273.15),
    "MillidegreeCelsius": (1e-3, 273.15),
    "DegreeDelisle": (-2 / 3, 373.15),
    "DegreeFahrenheit": (5 / 9, 273.15 - 32 * 5 / 9),
    "DegreeNewton": (100 / 33, 273.15),
    "DegreeRankine": (5 / 9, 0.0),
    "DegreeReaumur": (5 / 4, 273.15),
    "DegreeRoemer": (40 / 21, 273.15 - 7.5 * 40 / 21),
    "SolarTemperature": (5778.0, 0.0),
}


def _looked_up(call: LoweredCall, place: int, values: Mapping[str, float]) -> Sql:
    """The number of a unit; null of one that is not known."""
    name = call.constant(place)
    if name == "Tilt":
        raise refusal(
            codes.UNSUPPORTED,
            "'Tilt', the sine of an angle, is not translated",
            call.bound[place].span,
        )
    if isinstance(name, str):
        found = values.get(name)
        return build.null(KqlType.REAL) if found is None else _real(found)
    unit = call.arg(place)
    branches = [
        (build.binary("=", unit.copy(), build.text(known)), _real(value))
        for known, value in values.items()
    ]
    return build.case(branches)


def _real(value: float) -> Sql:
    return build.constant(value, KqlType.REAL)


def _by_factor(factors: Mapping[str, float]) -> Callable[[LoweredCall], Sql]:
    def convert(call: LoweredCall) -> Sql:
        units = [call.constant(place) for place in (1, 2)]
        known = [factors[unit] for unit in units if isinstance(unit, str) and unit in factors]
        if len(known) == 2:  # one factor, and nothing lost where it is a round one
            return build.binary("*", call.arg(0), _real(known[0] / known[1]))
        common = build.binary("*", call.arg(0), _looked_up(call, 1, factors))
        return build.binary("/", common, _looked_up(call, 2, factors))

    return convert


def _temperature(call: LoweredCall) -> Sql:
    steps = {name: step for name, (step, _) in _SCALES.items()}
    zeros = {name: zero for name, (_, zero) in _SCALES.items()}
    above = build.binary("*", call.arg(0), _looked_up(call, 1, steps))
    kelvins = build.binary("+", above, _looked_up(call, 1, zeros))
    rest = build.binary("-", kelvins, _looked_up(call, 2, zeros))
    return build.binary("/", rest, _looked_up(call, 2, steps))


_SHOWN: dict[str, dict[str, object]] = {
    "angle": {"convert_angle(1.2, 'Degree', 'Arcminute')": 72.0},
    "energy": {
        "round(convert_energy(1.2, 'Joule', 'BritishThermalUnit'), 17)": 0.001137380544375980
    },
    "force": {"convert_force(1.2, 'Newton', 'Decanewton')": 0.12},
    "length": {"round(convert_length(1.2, 'Meter', 'Foot'), 14)": 3.93700787401575},
    "mass": {"round(convert_mass(1.2, 'Kilogram', 'Pound'), 14)": 2.64554714621853},
    "speed": {"convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')": 432000.0},
    "volume": {"round(convert_volume(1.2, 'CubicMeter', 'AcreFoot'), 10)": 0.0009728568},
}
for _what, _factors in _FACTORS.items():
    add_function(
        f"convert_{_what}(value: real|long|int|decimal, from: string, to: string) -> real",
        _by_factor(_factors),
        doc=f"A measure of {_what} in another unit; null where a unit is not known.",
        source=f"learn:convert-{_what}-function",
        whole_call=True,
        nulls="always",
        differs="" if _what != "angle" else "Without the unit Tilt, which is the sine of an angle.",
        examples=_SHOWN[_what] | {f"convert_{_what}(1.2, 'none', 'one')": None},
    )
add_function(
    "convert_temperature(value: real|long|int|decimal, from: string, to: string) -> real",
    _temperature,
    doc="A temperature on another scale; null where a scale is not known.",
    source="learn:convert-temperature-function",
    whole_call=True,
    nulls="always",
    examples={
        "round(convert_temperature(1.2, 'Kelvin', 'DegreeCelsius'), 10)": -271.95,
        "round(convert_temperature(100, 'DegreeCelsius', 'DegreeFahrenheit'), 10)": 212.0,
    },
)
