"""What is wrong with an installation or a chronicle, and what to do about it."""

from khronika.doctor.chronicle import check_chronicle
from khronika.doctor.finding import Finding, State
from khronika.doctor.installation import check_installation

__all__ = ["Finding", "State", "check_chronicle", "check_installation"]
