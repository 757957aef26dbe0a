"""Addresses of the vision pages."""

from django.urls import path

from vision.views import behaviours, messages, narrative, presence, priorities, promises, pulse, reshaping, writing

app_name = "vision"

urlpatterns = [
    path("", narrative.narrative, name="narrative"),
    path("versions/", narrative.versions, name="versions"),
    path("versions/<int:number>/", narrative.version, name="version"),
    path("write/", writing.write, name="write"),
    path("write/publish/", writing.publish, name="publish"),
    path("write/commitments/", writing.add_commitment, name="add_commitment"),
    path("write/commitments/<int:pk>/end/", writing.drop_commitment, name="drop_commitment"),
    path("write/paragraphs/<int:pk>/", writing.paragraph, name="paragraph"),
    path("write/paragraphs/<int:pk>/take-out/", writing.drop_paragraph, name="drop_paragraph"),
    path("write/<slug:block>/", writing.add_paragraph, name="add_paragraph"),
    path("behaviours/", behaviours.behaviours, name="behaviours"),
    path("behaviours/adopt/", behaviours.adopt, name="adopt"),
    path("behaviours/focus/", behaviours.focus, name="focus"),
    path("behaviours/new-version/", behaviours.new_version, name="new_version"),
    path("behaviours/add/", behaviours.add, name="add_behaviour"),
    path("behaviours/merge/", reshaping.merge, name="merge"),
    path("behaviours/crosswalk/", reshaping.crosswalk, name="crosswalk"),
    path("behaviours/<int:pk>/", behaviours.reword, name="reword"),
    path("behaviours/<int:pk>/split/", reshaping.split, name="split"),
    path("behaviours/<int:pk>/remove/", reshaping.remove, name="remove_behaviour"),
    path("behaviours/<int:pk>/move/", reshaping.move, name="move_behaviour"),
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/new/", priorities.priority_new, name="priority_new"),
    path("priorities/<int:pk>/end/", priorities.priority_end, name="priority_end"),
    path("priorities/stop/", priorities.stop_new, name="stop_new"),
    path("priorities/decision/", priorities.decision_new, name="decision_new"),
    path("messages/", messages.messages, name="messages"),
    path("messages/send/", messages.message_send, name="message_send"),
    path("messages/<int:pk>/", messages.message_react, name="message_react"),
    path("my-log/", presence.presence, name="presence"),
    path("my-log/<int:pk>/remove/", presence.presence_remove, name="presence_remove"),
    path("talks/", presence.talks, name="talks"),
    path("talks/draw/", presence.talks_draw, name="talks_draw"),
    path("talks/<int:pk>/", presence.talk, name="talk"),
    path("promises/", promises.promises, name="promises"),
    path("promises/new/", promises.promise_new, name="promise_new"),
    path("promises/<int:pk>/", promises.promise_settle, name="promise_settle"),
    path("pulse/", pulse.pulse, name="pulse"),
    path("pulse/open/", pulse.pulse_open, name="pulse_open"),
    path("pulse/results/", pulse.pulse_results, name="pulse_results"),
    path("pulse/results/<int:pk>/", pulse.pulse_results, name="pulse_result"),
]
