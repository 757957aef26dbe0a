"""Who and when: the rows every other app refers to."""

from school.models.accounts import User
from school.models.audit import Change
from school.models.badges import Badge, SharedDevice
from school.models.batches import Batch
from school.models.calendar import AcademicYear, Closure, Term
from school.models.classes import Enrolment, SchoolClass
from school.models.delegates import Delegation
from school.models.networks import Network, NetworkMember, NetworkSchool, School
from school.models.people import Characteristics, Member, Role
from school.models.privacy import AccessPack, Certificate, LegalHold, Look, PrivacyRequest, RetentionChoice
from school.models.rosters import RosterKeep, RosterRun
from school.models.safeguarding import Concern, ConcernStep, SafeguardingContacts
from school.models.sign_in import Invitation, LinkedSignIn, SignInService
from school.models.support import SupportAccess, SupportLook
from school.models.uploads import RosterMapping, RosterUpload

__all__ = [
    "AcademicYear",
    "AccessPack",
    "Badge",
    "Batch",
    "Certificate",
    "Change",
    "Characteristics",
    "Closure",
    "Concern",
    "ConcernStep",
    "Delegation",
    "Enrolment",
    "Invitation",
    "LegalHold",
    "LinkedSignIn",
    "Look",
    "Member",
    "Network",
    "NetworkMember",
    "NetworkSchool",
    "PrivacyRequest",
    "RetentionChoice",
    "Role",
    "RosterKeep",
    "RosterMapping",
    "RosterRun",
    "RosterUpload",
    "SafeguardingContacts",
    "School",
    "SchoolClass",
    "SharedDevice",
    "SignInService",
    "SupportAccess",
    "SupportLook",
    "Term",
    "User",
]
