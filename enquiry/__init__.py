"""Professional learning communities and enquiry cycles."""
