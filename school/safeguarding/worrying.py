"""Words beside which the form is offered. Nothing is sent, counted or kept: the list only decides whether to ask.

It is meant to catch plain statements of harm, hunger, fear, self-harm and secrets with adults, in a child's or a
member of staff's words. It misses much, and people notice more than words: the quiet link stands beside every text.
"""

from __future__ import annotations

import re

LONGEST_READ = 6000


def _one_of(*parts: str) -> str:
    return f"(?:{'|'.join(parts)})"


PEOPLE = _one_of(
    *("he", "she", "they", "someone", "somebody", "dad(?:dy)?", "mum(?:my)?", "mam", r"step\w+", "uncle", "auntie"),
    *("aunt", "grandad", "grandpa", "nan", "gran", "brother", "sister", "cousin", "boyfriend", "girlfriend", "coach"),
    *("tutor", "teacher", "sir", "miss", "a man", "the man", "a grown[- ]?up", "an adult", r"m(?:r|rs|s|iss) \w+"),
)
THEM = _one_of("me", "him", "her", "them", "us", "the (?:child|baby)", "(?:my|his|her) (?:mum|dad|mam|brother|sister)")
THEIR = _one_of("my", "his", "her", "their")
SELVES = _one_of("myself", "my self", "himself", "herself", "themsel(?:f|ves)")
NOT = _one_of("do not", "don't", "does not", "doesn't", "did not", "didn't", "dont", "doesnt", "didnt")
HURTS = _one_of(
    *("hit(?:s|ting)?", r"punch\w*", r"kick\w*", r"slap\w*", r"chok\w*", r"strangl\w*", "burn(?:s|t|ed)?"),
    *("beat(?:s|ing)?", "hurt(?:s|ing)?", r"smack\w*", "bit(?:es)?", r"throw(?:s|n)? things at", "threw things at"),
)
HURT = _one_of("hit", "beaten", "punched", "slapped", "kicked", "choked", "burnt", "burned", "strangled", "smacked")
HOME = _one_of("at home", "go home", "be at home", "going home", "to my dad's", "to my mum's")

HARM = (
    rf"{PEOPLE}(?: \w+)? (?:always |often |sometimes |keeps? |kept |has |had |was |is |were |are )*{HURTS} {THEM}"
    r"(?! at| in \w+ball)",
    rf"(?:got|gets|get|been|being|was|were) {HURT} (?:by|at home|again|when|if)",
    rf"beat(?:s|en)? {THEM} up",
    r"bruis(?:e|es|ed|ing)|burn marks?|cigarette burns?|belt marks?|bite marks?|black eye",
    rf"(?:marks?|cuts?|scars?) (?:all )?(?:on|over|down) {THEIR} (?:arms?|neck|back|legs?|wrists?|thighs?|face)",
    rf"lock(?:s|ed)? {THEM} (?:in|out)|locked (?:in|out) (?:of|the|{THEIR}|at|all)",
)
FEAR = (
    rf"(?:scared|afraid|frightened|terrified) (?:of (?:{PEOPLE}|my|what|him|her|going)|to (?:go|be) |at home|when|if)",
    rf"{NOT} (?:want to|dare(?: to)?|feel safe to|like to|like|wanna) (?:{HOME}|being at home|(?:be|being) alone with)",
    r"(?:not|never|\w*n't|dont) (?:feel |be |feeling )?safe(?! guess| bet| answer| to say)|unsafe (?:at|with)",
    r"r[au]n(?:ning)? away from home|going to run away|hiding from (?:him|her|dad|mum|my)",
    rf"threaten(?:s|ed|ing)? (?:{THEM}|to (?:hurt|kill|send|post))|says? (?:he|she|they)(?:'ll| will) (?:kill|hurt)",
)
SELF = (
    rf"(?:kill|killing|hurt|hurting|cut|cuts|cutting|harm|harming|burning) {SELVES}(?! laughing)",
    r"(?:want|wants|wanted|wish|wishes|wished|rather) (?:to die|to be dead|not to be (?:here|alive)|be dead)",
    r"wish(?:es|ed)? (?:i|he|she|they) (?:was|were) (?:dead|not here|never born|not alive)|disappear for ?ever",
    rf"(?:end|ending|take|taking) {THEIR} (?:own )?li(?:fe|ves)|suicid\w+|self[- ]?harm\w*|overdos\w+",
    r"no(?:t any)? (?:point|reason) (?:in )?(?:living|to live|being (?:alive|here))",
    r"better off (?:dead|without me)|nobody would (?:miss|care if) (?:me|i)",
    rf"(?:make|makes|making|made) {SELVES} (?:be )?(?:sick|throw up)|stopped eating|starv(?:e|es|ing) {SELVES}",
)
TOUCH = (
    rf"touch(?:es|ed|ing)? (?:{THEM}|{THEIR} \w+) (?:there|where|down|private\w*|under|when|and (?:i|said)|a lot)",
    rf"touch(?:es|ed|ing)? {THEIR} (?:private\w*|bottom|willy|breasts?|chest|leg|thigh)",
    rf"{THEIR} privates?|private parts?|sexual\w*|\brap(?:e|ed|ing)\b|grop(?:es|ed|ing)|molest\w*|groom(?:ed|ing)",
    r"abus(?:e|es|ed|ing|ive)",
    r"(?:naked|nude|rude|sexy|dirty|private) (?:photos?|pictures?|pics?|videos?|selfies?)|nudes",
    rf"sen[dt] (?:{THEM}|people) (?:photos|pictures|pics|videos) of",
    r"secret (?:between|with|from|that|and|he|she|they|only|about|we|i)\b|(?:little|special|big|our) secrets?",
    rf"(?:told|tells|made|makes|said|says) (?:{THEM} )?"
    r"(?:not to|never to|i must(?: not|n't)|i can't|we can't) (?:tell|say)",
    rf"{PEOPLE} (?:kiss(?:es|ed) {THEM}|(?:messages|messaged|texts|texted) {THEM}|gives? {THEM} (?:presents|money))",
    rf"meet(?:ing|s)? (?:up with )?(?:someone|somebody|a \w+|{THEM}) .{{0,12}}"
    r"(?:online|on the internet|from (?:a|the) game)",
    r"alone (?:in (?:his|her) (?:car|room|house|office)) ",
)
NEGLECT = (
    r"(?:no|any|enough) (?:food|dinner|breakfast|heating|electric|bed) (?:at home|in the house|again|for days|since)",
    r"\w*n(?:o|')t (?:eaten|had (?:any )?(?:food|breakfast|dinner|tea)|any food|eat) "
    r"(?:since|for|today|yesterday|all|at home|last)",
    r"(?:always|so|very|really|still) hungry (?:at home|again|because|on mondays?|every|at the weekend|all)",
    rf"(?:left|leaves?|stays?|stayed|home) (?:{THEM} )?(?:at home |home |all )*"
    rf"(?:alone|by {SELVES}|on (?:our|{THEIR}) own) "
    r"(?:at night|all|for days|overnight|with the baby|until|every|while)",
    r"sleep(?:s|ing)? (?:on the (?:floor|sofa|street)|in the (?:car|bath)|rough)|nowhere to (?:sleep|live|go)",
    rf"{PEOPLE} (?:is|are|was|were|gets?|got|comes? home|came home) (?:always |so |really |often )*(?:drunk|stoned)",
    r"on drugs|passed out|smell(?:s|ed|ing)? (?:strongly )?of (?:drink|alcohol|weed|cannabis|urine|wee)",
    r"(?:same|dirty|filthy) (?:clothes|uniform) (?:all week|every day|again|for days)|unwashed|nits for",
)
OTHER = (
    rf"(?:has|had|got|carries|carrying|carried|brought|brings?) (?:{THEM} )?(?:a |his |her )(?:knife|blade|gun)\b",
    r"(?:deal|deals|dealing|sells?|selling|carry|carrying|deliver|delivering) (?:drugs|weed|packages for)|county lines",
    rf"(?:force[sd]?|forcing|make|makes|making|made) {THEM} (?:to )?(?:marry|get married)|have to marry|\bfgm\b",
    r"married (?:abroad|in the (?:summer|holidays))|cut down there|flying out to be married",
    rf"{NOT} tell (?:anyone|anybody|my (?:mum|dad|teacher|parents)|mum|dad|miss|sir|on me)",
    r"help me please|please help me|(?:need|needs) help (?:because|at home|with (?:him|dad|mum|my dad|my mum))",
    r"disclos(?:ed|ure|es)|safeguarding|radicalis\w+",
    r"alone with (?:a|the) (?:child|pupil|girl|boy|student) .{0,30}(?:door|locked|shut)",
    rf"(?:shout(?:s|ed|ing)?|scream(?:s|ed)?|swore|swears) (?:at|in) (?:{THEM}|a child|(?:a|his|her) (?:pupil|face))",
    r"grabb(?:ed|ing) (?:a |the |him|her|me|his|my)(?:child|pupil|boy|girl| arm|.{0,6} by)|dragged (?:the|him|her|me)",
    rf"fight(?:s|ing)? (?:every night|all night|at home)|{PEOPLE} (?:hits?|hurts?|pushed|pushes) (?:my |each )",
)
PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join((*HARM, *FEAR, *SELF, *TOUCH, *NEGLECT, *OTHER))})", re.IGNORECASE)


def sounds_worrying(*texts: str) -> bool:
    """Whether any of the texts has words beside which one should ask."""
    return any(PATTERN.search(_even(text[:LONGEST_READ])) for text in texts)


def _even(text: str) -> str:
    """One kind of apostrophe and of space."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())
