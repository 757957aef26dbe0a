"""How a student who has no e-mail address signs in: a printed badge and two pictures, on an own or a shared device."""
