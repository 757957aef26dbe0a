"""The check-in's questions for thirteen further behaviours, in our own words. Unpiloted; see ``items.py``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

FURTHER: dict[str, dict[str, tuple[Any, ...]]] = {
    "absorption": {
        "A": (
            _("I forget the time when I learn."),
            _("I stay with one thing."),
            _("I keep going when people walk by."),
        ),
        "B": (
            _("I got so deep into my work that I forgot the time."),
            _("I stayed with one thing until I had what I wanted."),
            _("I came back to something by myself to do more of it."),
        ),
        "C": (
            _("I lost track of time in a piece of work."),
            _("I picked a hard task up again without being told."),
            _("I noticed what helps me get deep into something."),
        ),
    },
    "managing_distractions": {
        "A": (
            _("I find a good place to learn."),
            _("I put away what stops me."),
            _("I come back when I look away."),
        ),
        "B": (
            _("I moved or changed something so that I could think."),
            _("When something pulled me away, I came back by myself."),
            _("I knew what would distract me before it did."),
        ),
        "C": (
            _("I planned how to keep something from distracting me."),
            _("I went back to work after an interruption."),
            _("I asked for what I needed to be able to think."),
        ),
    },
    "noticing": {
        "A": (
            _("I look and look again."),
            _("I find little things."),
            _("I say what I can see."),
        ),
        "B": (
            _("I looked closely before I said what I thought."),
            _("I saw something that others had missed."),
            _("I found a pattern that nobody had told me about."),
        ),
        "C": (
            _("I took time to look before I decided what something meant."),
            _("I picked out a detail that changed my answer."),
            _("I compared two things closely and saw a difference."),
        ),
    },
    "making_links": {
        "A": (
            _("I say “this is like…”."),
            _("I use what I know."),
            _("I think of home when I learn."),
        ),
        "B": (
            _("I used something from one lesson in another."),
            _("I said what a new idea was like."),
            _("I thought of something outside school that fitted."),
        ),
        "C": (
            _("I used an idea from one subject in another."),
            _("I explained something new by what I knew already."),
            _("I looked for what two ideas had in common."),
        ),
    },
    "imagining": {
        "A": (
            _("I make a picture in my head."),
            _("I try it in my head first."),
            _("I pretend to find out."),
        ),
        "B": (
            _("I pictured it in my head before I began."),
            _("I thought of more than one way it could turn out."),
            _("I asked “what if…?” and followed it."),
        ),
        "C": (
            _("I went through something in my mind before doing it."),
            _("I thought of an idea that nobody had suggested."),
            _("I pictured how it would look to somebody else."),
        ),
    },
    "reasoning": {
        "A": (
            _("I say “because”."),
            _("I say how I know."),
            _("I check if it is true."),
        ),
        "B": (
            _("I gave a reason for what I thought."),
            _("I checked whether my reason was a good one."),
            _("I explained my thinking one step after another."),
        ),
        "C": (
            _("I backed up what I said with evidence."),
            _("I looked for a weak place in my own argument."),
            _("I followed an argument to where it led."),
        ),
    },
    "capitalising": {
        "A": (
            _("I find what can help me."),
            _("I look on the wall for help."),
            _("I ask a friend who knows."),
        ),
        "B": (
            _("I found something to help me without being told."),
            _("I chose who to ask because of what they know."),
            _("I tried another book, tool or person when the first did not help."),
        ),
        "C": (
            _("I chose a source because it was the right one."),
            _("I used somebody’s strength to do better work."),
            _("I found a tool that nobody had given me."),
        ),
    },
    "planning": {
        "A": (
            _("I say what I do first."),
            _("I get my things ready."),
            _("I say “then” and “after that”."),
        ),
        "B": (
            _("I thought about the steps before I began."),
            _("I got what I needed ready before I needed it."),
            _("I thought about how long something would take."),
        ),
        "C": (
            _("I set out steps before starting a longer task."),
            _("I changed my plan when time ran short."),
            _("I worked back from when something had to be done."),
        ),
    },
    "distilling": {
        "A": (
            _("I say the big thing."),
            _("I tell a friend what I learned."),
            _("I remember it for next time."),
        ),
        "B": (
            _("I said the main thing in one sentence."),
            _("I worked out what to remember for next time."),
            _("I told somebody else what I had learned."),
        ),
        "C": (
            _("I summed up what mattered in a few words."),
            _("I drew a lesson from one task and used it in the next."),
            _("I left out what was not important."),
        ),
    },
    "meta_learning": {
        "A": (
            _("I know what helps me learn."),
            _("I say how I did it."),
            _("I choose how I learn."),
        ),
        "B": (
            _("I knew what helps me learn, and did it."),
            _("I could say how I had worked something out."),
            _("I chose one way of learning over another."),
        ),
        "C": (
            _("I chose how to learn something and knew why."),
            _("I noticed how I was thinking while I worked."),
            _("I changed how I learn because of how it went."),
        ),
    },
    "interdependence": {
        "A": (
            _("I choose “me” or “we”."),
            _("I can learn on my own."),
            _("I can learn with a friend."),
        ),
        "B": (
            _("I chose well between working alone and together."),
            _("I thought for myself before I asked the group."),
            _("I went to others when that would help."),
        ),
        "C": (
            _("I judged when to work alone and when with others."),
            _("I held on to my own view in a group."),
            _("I brought back to the group what I had done alone."),
        ),
    },
    "empathy_listening": {
        "A": (
            _("I listen with my eyes."),
            _("I wait for my friend to finish."),
            _("I think how my friend feels."),
        ),
        "B": (
            _("I listened until the other person had finished."),
            _("I could say what somebody else meant in my own words."),
            _("I thought about how it looked to someone else."),
        ),
        "C": (
            _("I put somebody’s view fairly, though I did not share it."),
            _("I asked a question to understand somebody better."),
            _("I noticed how someone felt before they said so."),
        ),
    },
    "imitation": {
        "A": (
            _("I look how you do it."),
            _("I try it your way."),
            _("I say “I learned it from you”."),
        ),
        "B": (
            _("I watched how somebody did it and tried it too."),
            _("I borrowed a good idea and said whose it was."),
            _("I took somebody’s way and made it my own."),
        ),
        "C": (
            _("I studied how somebody good at it works."),
            _("I took over a method and said where it came from."),
            _("I changed a method I had borrowed so that it suited me."),
        ),
    },
}
