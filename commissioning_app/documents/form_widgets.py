"""The fields of the PDF form: boxes, buttons and ticks, in the order in which they are drawn.

Every field is left empty: what a box shows once it is filled in is the viewer's work.
"""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.styles import INK
from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.pdf_names import pdf_name

EDGE = HexColor("#6F6A60")
GROUND = HexColor("#FFFDF8")

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in points."""


def round_path(size: float, r: float, arcs: object = (), rotated: bool = False) -> str:
    """The path of a circle in the middle of a square, as content of a page."""
    middle, bend = size / 2, 0.55231 * r
    corners = ((r, bend, bend, r, 0, r), (-bend, r, -r, bend, -r, 0), (-r, -bend, -bend, -r, 0, -r),
               (bend, -r, r, -bend, r, 0))  # fmt: skip
    curves = [" ".join(f"{middle + number:.3f}" for number in corner) + " c" for corner in corners]
    return "\n".join([f"{middle + r:.3f} {middle:.3f} m", *curves])


class Widgets:
    """Puts fields on the page in hand."""

    def __init__(self, canvas: Canvas, size: float) -> None:
        self._form, self._size = canvas.acroForm, size
        self._form.circleArcStream = round_path  # reportlab's own is round at one size only
        self.button_words: dict[str, list[str]] = {}
        """What a screen reader says: of each group of buttons first the question, then each option."""

    def text(
        self, part: str, tooltip: str, box: Box, *, multiline: bool, longest: int, required: bool
    ) -> None:
        """A box to type into; a bound on its length has to be given, or it is 100."""
        flags = [*(["multiline"] if multiline else []), *(["required"] if required else [])]
        x, y, width, height = box
        self._form.textfield(
            name=pdf_name(part), tooltip=tooltip, value="", x=x, y=y, width=width, height=height,
            fieldFlags=" ".join(flags), maxlen=longest, fontName="Helvetica", fontSize=self._size,
            borderWidth=0.8, borderColor=EDGE, fillColor=GROUND, textColor=INK, borderStyle="solid",
        )  # fmt: skip

    def radio(
        self, field: FormField, number: int, question: str, option: str, place: tuple[float, float, float]
    ) -> None:
        """One of the buttons of a choice; pressed again it is let go, so that nobody is held to an answer."""
        x, y, side = place
        self.button_words.setdefault(pdf_name(field.name), [question]).append(option)
        self._form.radio(
            name=pdf_name(field.name), value=str(number), tooltip=question, selected=False,
            x=x, y=y, size=side, fieldFlags="radio required" if field.required else "radio",
            buttonStyle="circle", shape="circle",
            borderWidth=0.8, borderColor=EDGE, fillColor=GROUND, textColor=INK,
        )  # fmt: skip

    def tick(self, part: str, tooltip: str, place: tuple[float, float, float]) -> None:
        """A box to tick."""
        x, y, side = place
        self._form.checkbox(
            name=pdf_name(part), tooltip=tooltip, checked=False, x=x, y=y, size=side, fieldFlags="",
            buttonStyle="check", borderWidth=0.8, borderColor=EDGE, fillColor=GROUND, textColor=INK,
        )  # fmt: skip
