"""中文排版: Chinese text cut into lines that fill their width exactly.

No library at hand sets official papers right: lines must not begin with a closing mark or end with an opening one,
two marks side by side share a blank half, figures keep their units, and every full line ends at the right edge. Texts
become atoms (what is never cut), atoms become lines, and lines know where each atom stands. Nothing here knows fonts
beyond the advance of Latin letters, or PDF. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from gigadesk.reports.chinese_marks import CLOSING, NOT_AT_END, NOT_AT_START, OPENING, fills_a_cell, stays_narrow

_DOUBLED = "—…"
_UNITS = frozenset("年月日号时分秒万亿千百倍个％%‰℃°")
_FULL_FIGURES = frozenset("０１２３４５６７８９．，")
_JOINTS = frozenset("/\\._-@?&=+:;,")
_LONG = 16
_PULLED_ATOMS = 3
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Atom:
    """字元: text that is never cut over two lines, with its advance.

    The first `narrow` characters are Latin ones with an advance of their own, the others fill a cell each. `lead` and
    `trail` are the blanks at its left and right that a tight line may take. `shift` is what was already taken at its
    left, so that its first cell begins that much before the atom does.
    """

    text: str
    width: float
    narrow: int = 0
    lead: float = 0.0
    trail: float = 0.0
    shift: float = 0.0

    @property
    def blank(self) -> bool:
        """Whether it is the space between two words."""
        return self.text == " "


class Place(NamedTuple):
    """位置: where an atom begins on its line, its advance there, and what was taken of its first cell's blank left."""

    x: float
    width: float
    cut: float


@dataclass(frozen=True, slots=True)
class Line:
    """行: the atoms of one line; `spare` is the room left when they stand at their natural width (below 0: too little).

    A line that is `full` was broken for want of room and is to fill its width; the last one of a paragraph is not.
    """

    atoms: tuple[Atom, ...]
    indent: float
    spare: float
    full: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(atom.text for atom in self.atoms)

    @property
    def gap(self) -> float:
        """The blank that even spacing puts between two atoms when the line is justified."""
        return self.spare / (len(self.atoms) - 1) if self.spare > 0 and len(self.atoms) > 1 else 0.0

    def places(self, justified: bool) -> list[Place]:
        """Where each atom stands, from the left edge of the text area."""
        taken = self._taken() if self.spare < 0 else None
        gap = self.gap if justified else 0.0
        x, places = self.indent, []
        for n, atom in enumerate(self.atoms):
            left, right = taken[n] if taken else (0.0, 0.0)
            width = atom.width - left - right
            places.append(Place(x, width, atom.shift + left))
            x += width + gap
        return places

    def _taken(self) -> list[tuple[float, float]]:
        """What each atom gives of its blanks: first the last mark's right half, then all others in equal shares."""
        last = len(self.atoms) - 1
        need = -self.spare
        at_end = min(need, self.atoms[last].trail)
        need -= at_end
        others = sum(_inner_blank(self.atoms, n) for n in range(last + 1))
        share = need / others if others else 0.0
        taken = []
        for n, atom in enumerate(self.atoms):
            right = at_end if n == last else atom.trail * share
            taken.append((atom.lead * share if n else 0.0, right))
        return taken


class Composer:
    """排字: sets text of one face and size into lines.

    `pitch` is the width of a cell; `measure` gives the advance of a run of Latin letters.
    """

    def __init__(self, pitch: float, measure: Callable[[str], float]) -> None:
        self.pitch = pitch
        self._measure = measure
        self._plain: dict[str, Atom] = {}
        self._full: dict[str, bool] = {}

    def lines(self, text: str, width: float, first_indent: float = 0.0, indent: float = 0.0) -> list[Line]:
        """The text in lines within `width`, the first one and the others indented so far; one line for no text."""
        atoms = self.atoms(text)
        lines: list[Line] = []
        start, left = 0, first_indent
        while start < len(atoms) or not lines:
            end = self._end(atoms, start, width - left)
            lines.append(self._line(atoms[start:end], left, width, full=end < len(atoms)))
            start, left = end, indent
            while start < len(atoms) and atoms[start].blank:
                start += 1
        return lines

    def width(self, text: str) -> float:
        """The natural advance of the text on one line."""
        return sum(atom.width for atom in self.atoms(text))

    def widest(self, text: str) -> float:
        """The advance of the widest part that a line cannot cut."""
        return max((atom.width for atom in self.atoms(text)), default=0.0)

    def atoms(self, text: str) -> list[Atom]:
        """The text as atoms, marks beside each other already squeezed by half a cell."""
        atoms: list[Atom] = []
        plain = self._plain
        place, end = 0, len(text)
        while place < end:
            known = plain.get(text[place])
            if known is not None:
                atoms.append(known)
                place += 1
                continue
            for atom in self._next(text, place):
                place += len(atom.text)
                if atoms and (atom.lead or atom.trail):
                    atoms[-1], atom = self._squeezed(atoms[-1], atom)  # noqa: PLW2901
                atoms.append(atom)
        return atoms

    def _next(self, text: str, place: int) -> Iterator[Atom]:
        """The atom that begins at `place`, or the several ones of a long Latin run."""
        character = text[place]
        if character == " ":
            yield Atom(" ", self._measure(" "), 1)
        elif not self._is_full(text, place):
            end = place + 1
            while end < len(text) and text[end] != " " and not self._is_full(text, end):
                end += 1
            yield from self._latin(text[place:end], _unit_at(text, end))
        elif character in _FULL_FIGURES and character not in CLOSING:
            end = place + 1
            while end < len(text) and text[end] in _FULL_FIGURES:
                end += 1
            if text[end - 1] in CLOSING:
                end -= 1
            run = text[place:end] + _unit_at(text, end)
            yield Atom(run, self.pitch * len(run))
        elif character in _DOUBLED and text[place + 1 : place + 2] == character:
            yield Atom(character * 2, 2 * self.pitch)
        else:
            yield self._single(character)

    def _single(self, character: str) -> Atom:
        half = self.pitch / 2
        if character in CLOSING:
            return Atom(character, self.pitch, trail=half)
        if character in OPENING:
            return Atom(character, self.pitch, lead=half)
        atom = self._plain[character] = Atom(character, self.pitch)
        return atom

    def _latin(self, run: str, unit: str) -> Iterator[Atom]:
        """A Latin run with the unit that follows its last figure; a very long one can be cut at its joints."""
        pieces = list(_at_joints(run)) if len(run) > _LONG else [run]
        for piece in pieces[:-1]:
            yield Atom(piece, self._measure(piece), len(piece))
        last = pieces[-1]
        yield Atom(last + unit, self._measure(last) + self.pitch * len(unit), len(last))

    def _is_full(self, text: str, place: int) -> bool:
        """Whether the character at `place` fills a cell there."""
        character = text[place]
        full = self._full.get(character)
        if full is None:
            full = self._full[character] = fills_a_cell(character)
        return full and not stays_narrow(character, text[max(place - 1, 0)], text[place + 1 : place + 2])

    def _squeezed(self, before: Atom, mark: Atom) -> tuple[Atom, Atom]:
        """标点挤压: of two marks side by side, the blank half between them goes; what is left of it stays."""
        half = self.pitch / 2
        if before.trail:
            return replace(before, width=before.width - half, trail=0.0), replace(mark, lead=0.0)
        if mark.lead and before.text in OPENING:
            return before, replace(mark, width=mark.width - half, lead=0.0, shift=half)
        return before, mark

    def _line(self, atoms: list[Atom], indent: float, width: float, full: bool) -> Line:
        """A line of these atoms, without blanks at its end."""
        while atoms and atoms[-1].blank:
            atoms = atoms[:-1]
        if full and atoms and atoms[-1].text in CLOSING:  # squeezed for a mark that now stands on the next line
            atoms = [*atoms[:-1], self._single(atoms[-1].text)]
        return Line(tuple(atoms), indent, width - indent - sum(atom.width for atom in atoms), full)

    def _end(self, atoms: list[Atom], start: int, room: float) -> int:
        """Where the line that begins at `start` ends. An atom wider than the line is cut, changing `atoms`."""
        fitting, used = _fitting(atoms, start, room)
        if fitting == len(atoms):
            return fitting
        if fitting == start:
            atoms[start : start + 1] = self._cut(atoms[start], room)
            return start + 1
        pushed = fitting
        while pushed > start and not _may_break(atoms, pushed):
            pushed -= 1
            used -= atoms[pushed].width
        pulled, excess = self._pulled(atoms, start, fitting, room)
        if not pulled:
            return pushed if pushed > start else fitting
        if pushed == start:
            return pulled
        # Squeezing a whole line for another character is only worth it to save a mark from the line's start.
        cost = excess if atoms[fitting].text[0] in NOT_AT_START else 2 * excess
        return pulled if cost <= room - used + _TINY else pushed

    def _pulled(self, atoms: list[Atom], start: int, fitting: int, room: float) -> tuple[int, float]:
        """The nearest end behind the natural one that squeezing makes room for, and by how much; or 0."""
        width = sum(atom.width for atom in atoms[start:fitting])
        for end in range(fitting + 1, min(fitting + _PULLED_ATOMS, len(atoms)) + 1):
            width += atoms[end - 1].width
            if _may_break(atoms, end):
                line = atoms[start:end]
                blank = line[-1].trail + sum(_inner_blank(line, n) for n in range(len(line)))
                return (end, width - room) if width - room <= blank + _TINY else (0, 0.0)
        return 0, 0.0

    def _cut(self, atom: Atom, room: float) -> list[Atom]:
        """An atom wider than the line in two, the first as long as fits; at least one character goes."""
        used = 0.0
        for n, character in enumerate(atom.text):
            advance = self._measure(character) if n < atom.narrow else self.pitch
            if n and used + advance > room + _TINY:
                rest = Atom(atom.text[n:], atom.width - used, max(atom.narrow - n, 0))
                return [Atom(atom.text[:n], used, min(atom.narrow, n)), rest]
            used += advance
        return [atom]


def _fitting(atoms: list[Atom], start: int, room: float) -> tuple[int, float]:
    """How far the atoms reach at their natural width, and that width."""
    used, end = 0.0, start
    while end < len(atoms) and used + atoms[end].width <= room + _TINY:
        used += atoms[end].width
        end += 1
    return end, used


def _may_break(atoms: list[Atom], place: int) -> bool:
    """Whether a line may end before the atom at `place`."""
    if place >= len(atoms):
        return True
    following = atoms[place]
    return not (following.blank or following.text[0] in NOT_AT_START or atoms[place - 1].text[-1] in NOT_AT_END)


def _inner_blank(atoms: tuple[Atom, ...] | list[Atom], n: int) -> float:
    """What an atom may give to a tight line, other than the end of the line's last mark and the start of its first."""
    atom = atoms[n]
    return (atom.lead if n else 0.0) + (atom.trail if n < len(atoms) - 1 else 0.0)


def _unit_at(text: str, place: int) -> str:
    """The unit that stands at `place` behind a figure, if one does."""
    unit = text[place : place + 1]
    return unit if unit and unit in _UNITS and text[place - 1].isdigit() else ""


def _at_joints(run: str) -> Iterator[str]:
    """A long address or name in pieces that end with a joint such as / or a full stop."""
    start = 0
    for place in range(1, len(run)):
        if run[place - 1] in _JOINTS and run[place] not in _JOINTS:
            yield run[start:place]
            start = place
    yield run[start:]
