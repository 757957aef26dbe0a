"""Learning behaviours of students: judgements, noticings, check-ins, goals, evidence."""
