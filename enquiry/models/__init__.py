"""PLCs and enquiries."""

from enquiry.models.cycles import Enquiry, EnquiryMember, EnquiryStage
from enquiry.models.plcs import AgendaBlock, Attendance, Plan, Plc, PlcMember, Session

__all__ = [
    "AgendaBlock",
    "Attendance",
    "Enquiry",
    "EnquiryMember",
    "EnquiryStage",
    "Plan",
    "Plc",
    "PlcMember",
    "Session",
]
