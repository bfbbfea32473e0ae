"""The parts of a round's design, each a section of the Form tab."""

from __future__ import annotations
