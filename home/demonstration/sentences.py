"""What invented teachers notice and invented students say. Our own words."""

NOTICED = {
    "perseverance": (
        "Kept a second plan for the bridge and used it when the first fell.",
        "Went back to the fraction strip after break without being asked.",
        "Tried three ways to fix the circuit before asking.",
        "Said “not yet” and turned the page sideways to see it another way.",
        "Stayed with the long paragraph and read it aloud to get through it.",
        "Started the map again in pencil and finished it.",
    ),
    "questioning": (
        "Asked how we know that it is the wind.",
        "Wanted to know what would happen if the rule were the other way round.",
        "Asked a question about the Romans that nobody could answer, and wrote it on the wall.",
        "Asked whether the graph starts at nought.",
        "Asked a friend why, twice, and waited for the answer.",
    ),
    "collaboration": (
        "Asked a quiet partner what they thought, and used it.",
        "Gave up the best pen so that the poster could be finished.",
        "Noticed that one of the four had not spoken and made room.",
        "Kept the group to its time without bossing.",
        "Said “good idea” and changed the plan.",
    ),
    "revising": (
        "Crossed out the first line and found a better one.",
        "Used Monday’s feedback in a different piece on Thursday.",
        "Checked the answer against the question and went back.",
        "Read the work to the wall, then mended two sentences.",
        "Moved the labels after looking at it from across the room.",
    ),
}

EXAMPLES = {
    "perseverance": ("My proof went wrong twice, so I drew it.", "I rebuilt the programme line by line."),
    "questioning": ("I asked why the source was written.", "I asked what the graph left out."),
    "collaboration": ("We swapped roles half-way.", "I asked Maya to explain her way first."),
    "revising": ("I cut my ending and it got better.", "I used the history feedback in geography."),
}

EVIDENCE = {
    "perseverance": (
        ("My bridge that held", "It fell twice. The third time I made triangles, because they do not lean."),
        ("Long division, the fourth try", "I kept all four tries so you can see where it changed."),
        ("Reading a hard book", "I read one page three times and then I could tell my sister about it."),
    ),
    "questioning": (
        ("My question wall", "I put up nine questions and we answered four of them."),
        ("Why do boats float?", "I asked it in science and then tested it at home in the bath."),
    ),
    "collaboration": (
        ("Our class newspaper", "I was the editor. I asked everyone for one idea before I said mine."),
        ("The relay", "We practised passing and I let somebody else go last."),
    ),
    "revising": (
        ("Two endings", "I wrote a second ending and chose it. You can read both."),
        ("My poem, draft five", "The first had rhymes that did not mean anything, so I took them out."),
    ),
}

NOTED_BY_THEMSELVES = {
    "perseverance": (
        "I was stuck on question six and drew it, and then I saw it.",
        "I wanted to stop running. I did one more.",
    ),
    "questioning": ("I asked why rivers bend. We looked it up.", "I asked if there could be two right answers."),
    "collaboration": ("We used the idea of the other table too.", "I waited until everyone had said something."),
    "revising": (
        "I read my story out and found the boring bit.",
        "I changed my bar chart because the scale was silly.",
    ),
}

NOTED_BY_THE_YOUNGEST = {
    "perseverance": ("My tower fell. I did it again.", "I did my laces and it was hard."),
    "questioning": ("I asked why snails hide.", "I asked what is under the sea."),
    "collaboration": ("We took turns with the big brush.", "I gave Leo some blocks."),
    "revising": ("I made the nose better.", "I did my 5 the right way round."),
}

SITUATIONS = (
    "In maths, when the first way does not work",
    "When we work in fours in science",
    "When I have finished my first draft",
    "In reading, when I do not know a word",
    "At football, when we are losing",
    "When I get feedback",
)

REFLECTIONS = (
    "I did it twice. It was easier the second time.",
    "I forgot on Monday, but on Wednesday I remembered.",
    "It worked in maths but not yet in PE.",
    "My friend reminded me and then I reminded her.",
)

SIGHTINGS = (
    "Two learners compared methods before they wrote.",
    "Most looked at the wall, chose a strategy and went back.",
    "A pair argued kindly about the order of the steps.",
    "Several waited for help with hands up.",
    "One table read its first draft aloud and changed a line.",
)

WONDERINGS = (
    "I wonder what would happen if the wall were asked before the adult.",
    "I wonder who chooses the partner.",
    "I wonder whether they would have gone on without the timer.",
    "I wonder what made the back table start again.",
)

HOST_QUESTIONS = (
    "Who asks the questions in my room?",
    "What do they do in the first minute of being stuck?",
    "Who is heard in group work, and who is not?",
    "When do they change something without being told?",
)

STEPS = (
    "Wait ten seconds before helping.",
    "Put the strategies where hands can reach them.",
    "Ask “what else?” twice.",
)

TRIES = (
    ("Wait ten seconds before helping", "answering at once"),
    ("Ask three children for their question before mine", "starting with my own question"),
    ("Keep first drafts on the wall beside second ones", "displaying only finished work"),
    ("Name the muscle when I see it", "saying well done"),
    ("Give the group a role for listening", "choosing the reporter myself"),
    ("Leave one problem unfinished on purpose", "closing every lesson with the answer"),
)

HAPPENED = (
    "It felt very long, and then two of them answered.",
    "It worked in the morning, less after lunch.",
    "I changed it to five seconds for the little ones.",
    "Fewer hands up by Friday.",
)

ENQUIRIES = (
    ("Do boys ask more if questions are written before they are said?", "questioning", "adapt",
     "More questions, but from the same five; pairs came next.", "Written first helps some. We keep it for pairs."),
    ("Does waiting ten seconds change who keeps going in maths?", "perseverance", "adopt",
     "Eleven of thirty went on alone, four at the start.", "It costs nothing and it is spreading by itself."),
    ("Do role cards help quiet learners to be heard?", "collaboration", "drop",
     "No change after six weeks; the cards became the work.", "It took time and gave nothing back."),
    ("Does keeping every draft change what learners do with feedback?", "revising", "adopt",
     "Nineteen of twenty-eight changed more than spelling.", "Drafts stay. We stop marking the first one."),
    ("Who asks when the adult sits down?", "questioning", "adopt",
     "Twice as many asked each other; two asked nobody.", "We sit down for the first five minutes."),
    ("Do learners stay longer with a problem that they chose?", "perseverance", "adapt",
     "Longer on most days, not on Fridays.", "Choice from three, not from ten."),
    ("Does a silent minute change who speaks first in a group?", "collaboration", "adopt",
     "Seven spoke first who had not before.", "It is a minute. We keep it."),
    ("Do learners mend more when they mark with a partner?", "revising", "drop",
     "They ticked more and changed less.", "Partners were kind, not useful. Back to one question each."),
    ("Does a list of strategies on the desk help when stuck?", "perseverance", "drop",
     "Nobody looked at it after the second week.", "On the wall they forgot it, on the desk they hid it."),
    ("Does “what else could we ask?” bring second questions?", "questioning", "adapt",
     "In science yes, in reading hardly.", "We ask it where there is something to touch."),
)  # fmt: skip
