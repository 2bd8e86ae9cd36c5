# Every word that talkbell says on Discord. An organiser overrides any of them with a file of the same form:
# [words] file = "…" in the configuration.

## Kinds of talk

kind = { $kind ->
    [oral] Oral
    [spotlight] Spotlight
    [poster] Poster
    [keynote] Keynote
    [tutorial] Tutorial
    [panel] Panel
    [qa] Q&A
    [break] Break
   *[other] Talk
}

## To the audience

session-opening = **{ $session }** starts at { $time }, { $relative }.
session-moderators = { $count ->
    [one] Moderator: { $names }
   *[other] Moderators: { $names }
}
talk-line = { $time } · { $kind } · **{ $title }**
talk-line-plain = { $time } · **{ $title }**
talk-line-speakers = { $line }
    { $speakers }
talk-line-cancelled = { $time } · ~~{ $title }~~ · cancelled
talk-running = ▶ { $line }
more-talks = { $count ->
    [one] … and one more talk: /schedule shows the whole session.
   *[other] … and { $count } more talks: /schedule shows the whole session.
}
more-sessions = { $count ->
    [one] … and one more session.
   *[other] … and { $count } more sessions.
}

talk-ping = { $kind } at { $time }, { $relative }: **{ $title }**
talk-ping-by = { $kind } at { $time }, { $relative }: **{ $title }** by { $speakers }
qa-ping = Q&A at { $time }, { $relative }: get your questions ready.
break-ping = Break at { $time }, { $relative }.

talk-start = Now: **{ $title }**
talk-start-late = { $minutes ->
    [one] Started a minute ago: **{ $title }**
   *[other] Started { $minutes } minutes ago: **{ $title }**
}
posters-ping = { $count ->
    [one] One poster at { $time }, { $relative }: **{ $session }**
   *[other] { $count } posters at { $time }, { $relative }: **{ $session }**
}
posters-start = { $count ->
    [one] Now: one poster in **{ $session }**
   *[other] Now: { $count } posters in **{ $session }**
}
posters-start-late = { $minutes ->
    [one] Started a minute ago: **{ $session }**
   *[other] Started { $minutes } minutes ago: **{ $session }**
}
poster-line = - **{ $title }**
poster-line-by = - **{ $title }** · { $speakers }
more-posters = { $count ->
    [one] … and one more: /schedule shows all of them.
   *[other] … and { $count } more: /schedule shows all of them.
}
talk-times = { $start } – { $end } · { $minutes } min
talk-times-room = { $times } · { $room }
talk-cancelled = **This talk is cancelled.**
session-cancelled = **This session is cancelled.**
talk-part = { $session } · { $number } of { $count }
abstract-goes-on = … the abstract goes on: press **{ button-rest }**.

qa-opening = **Q&A** in **{ $session }**, until { $end }. Ask the speakers with the button or /ask.
qa-opening-late = { $minutes ->
    [one] The **Q&A** in **{ $session }** started a minute ago and goes on until { $end }. Ask the speakers with the button or /ask.
   *[other] The **Q&A** in **{ $session }** started { $minutes } minutes ago and goes on until { $end }. Ask the speakers with the button or /ask.
}
qa-talks = The talks of this session

session-closing = **{ $session }** has ended. Thank you to everyone who spoke, asked and listened.
session-closing-late = **{ $session }** ended { $relative }. Thank you to everyone who spoke, asked and listened.
session-closing-moderated = **{ $session }** has ended. Thank you to { $moderators } and to everyone who spoke, asked and listened.
session-closing-moderated-late = **{ $session }** ended { $relative }. Thank you to { $moderators } and to everyone who spoke, asked and listened.
session-closing-now = Now here: **{ $session }**.
session-closing-next = Next here: **{ $session }**, { $relative }.

catch-up = { $count ->
    [one] While I was away, I could not announce this one:
   *[other] While I was away, I could not announce these { $count }:
}

changes = { $count ->
    [one] The programme has changed:
   *[other] The programme has changed, in { $count } places:
}
change-moved = **{ $title }** is now at { $to }. It was at { $from }.
change-later = From **{ $title }** on, now at { $to }, { $count } talks of **{ $session }** are { $minutes } min later. It ends at { $end }.
change-earlier = From **{ $title }** on, now at { $to }, { $count } talks of **{ $session }** are { $minutes } min earlier. It ends at { $end }.
change-longer = **{ $title }** at { $start } now lasts until { $to }, not { $from }.
change-cancelled = **{ $title }** at { $start } is cancelled.
change-restored = **{ $title }** at { $start } takes place after all.
change-added = New: **{ $title }** at { $start }.
change-title = **{ $from }** is now called **{ $to }**.
change-speakers = **{ $title }** is now given by { $speakers }.
change-room = **{ $title }** is now in { $to }.
change-room-channel = **{ $title }** is now in { $to }, and is announced in { $channel }.
change-moderators = **{ $session }** is now moderated by { $moderators }.
changes-more = { $count ->
    [one] … and one more: /schedule shows the programme as it is.
   *[other] … and { $count } more: /schedule shows the programme as it is.
}
correction-moved = Moved: **{ $title }** is now at { $time }, { $relative }.
correction-cancelled = Cancelled: **{ $title }**.

## To the moderators

moderator-call = { $who }: **{ $session }** starts at { $time }, { $relative }, in { $channel }. Please be there and check your microphone.
moderator-call-late = { $who }: **{ $session }** started { $relative }, in { $channel }, and needs you there.
moderator-call-talks = { $count ->
    [one] One talk
   *[other] { $count } talks
}, { $start } – { $end }.
moderator-call-qa = The Q&A is at { $start }.
qa-soon = { $who }: { $minutes ->
    [0] **Q&A in a moment**
    [one] **Q&A in 1 minute**
   *[other] **Q&A in { $minutes } minutes**
}, at { $start }, in **{ $session }**. It lasts until { $end }.
qa-now = { $who }: **Q&A now** in { $channel }, until { $end }.
qa-now-late = { $who }: the Q&A in { $channel } started { $relative } and goes on until { $end }.
qa-ending = { $who }: { $minutes ->
    [0] the Q&A of **{ $session }** is about to end.
    [one] **1 minute left** in the Q&A of **{ $session }**.
   *[other] **{ $minutes } minutes left** in the Q&A of **{ $session }**.
} It ends at { $end }.
moderator-again = { $who }: **{ $session }** starts { $relative }, in { $channel }, and I do not know yet whether you are there. Please press **{ button-here }**.
backup-call = { $who }: nobody is there yet to moderate **{ $session }**, which starts { $relative } in { $channel }. Expected: { $moderators }. If you can step in, please press **{ button-here }**.
moderator-missing = Nobody is there yet to moderate **{ $session }**, which starts { $relative } in { $channel }. Expected: { $moderators }. Whoever steps in, please press **{ button-here }**.
moderator-nobody = nobody by name
speaker-call = { $who }: you speak in **{ $session }**, which starts at { $time }, { $relative }, in { $channel }. Please be there, check your microphone, and press **{ button-here }**.
speaker-talk = { $time } · **{ $title }**
time-card = { $minutes ->
    [0] **Less than a minute left**
    [one] **1 minute left**
   *[other] **{ $minutes } minutes left**
} for **{ $title }**.
time-up = **Time is up** for **{ $title }**.
time-card-next = Next: **{ $title }**, at { $time }.
moderator-unnamed = To the moderator
moderator-direct-closed = { $who } takes no direct messages from me, so I say it here.

## The moderator's panel

panel = Moderator's panel
panel-before = Starts at { $time }, { $relative }.
panel-running = ▶ **{ $title }** until { $end }, { $relative }
panel-pause = Nothing runs just now.
panel-over = Over since { $end }.
panel-next = Next at { $time }: **{ $title }**
panel-next-by = Next at { $time }: **{ $title }** by { $speakers }
panel-on-time = On time, until { $end }.
panel-behind = **{ $minutes } min behind** the printed programme; the session ends at { $end }.
panel-ahead = { $minutes } min ahead of the printed programme; the session ends at { $end }.
panel-present = Here: { $names }
panel-absent = Not yet: { $names }
panel-last = Last: { $what }, by { $who } at { $time }

press-start = Start
press-end = End
press-one = +1 min
press-five = +5 min
press-skip = Skip
press-swap = Swap next
press-undo = Undo
press-open = Open Q&A
press-next = Next question
press-done = Answered
press-drop = Dismiss
press-close = End Q&A

panel-current = ❓ Being asked: **#{ $number }** “{ $question }” · { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
}
panel-questions = { $count ->
    [one] 1 question is open:
   *[other] { $count } questions are open:
}
panel-question = **{ $talk }** ({ $count }) · **#{ $number }** “{ $question }” · { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
}
panel-no-talk = To everybody
panel-more-talks = { $count ->
    [one] … and questions about one more talk.
   *[other] … and questions about { $count } more talks.
}
panel-held = { $count ->
    [one] 1 question waits for your approval.
   *[other] { $count } questions wait for your approval.
}

qa-done-open = The Q&A is open. **{ press-next }** on the panel takes the first question.
qa-done-next = Please ask now **#{ $number }**: “{ $question }”
qa-done-last = That was the last question that is open.
qa-done-done = Marked as answered. **{ press-next }** takes the next one.
qa-done-drop = Taken off the board. It stays on record, and **{ press-undo }** brings it back.
nothing-open = The Q&A is open already.
nothing-next = No question is open just now.
nothing-done = No question is being asked, so there is none to mark as answered.
nothing-drop = No question is being asked, so there is none to dismiss.
nothing-close = The Q&A is not open.
qa-moved-on = The Q&A had moved on when you pressed, so I did nothing.
qa-end-question = End the Q&A? { $count ->
    [0] No question is left.
    [one] The one question that is left goes on in a thread.
   *[other] The { $count } questions that are left go on in threads.
}
qa-end-answers = **#{ $number }**, which is being asked, counts as answered.
deed-qa = { $what ->
    [open] the opening of the Q&A
    [close] the end of the Q&A
    [next] the step to the next question
    [take-up] the choice of a question
    [put-back] the return of a question to the board
    [answered] the mark that a question is answered
    [dismiss] the dismissal of a question
    [approve] the approval of a question
    [reopen] the return of a question
    [merge] the merging of two questions
   *[other] the last step of the Q&A
}
deed-qa-of = { $what ->
    [next] the step to question **#{ $number }**
    [take-up] the choice of question **#{ $number }**
    [put-back] the return of **#{ $number }** to the board
    [answered] the mark that **#{ $number }** is answered
    [dismiss] the dismissal of **#{ $number }**
    [approve] the approval of **#{ $number }**
    [reopen] the return of **#{ $number }**
    [merge] the merging of **#{ $number }** into another
   *[other] the last step of the Q&A
}

button-confirm = Confirm
effect-start = Start **{ $title }** now? It is on time.
effect-start-late = Start **{ $title }** now? It was planned for { $planned }, { $minutes } min ago.
effect-start-early = Start **{ $title }** now? It was planned for { $planned }, { $minutes } min from now. What runs ends.
effect-end = End **{ $title }** now? { $minutes ->
    [0] It would end in a moment anyway.
   *[other] It would last until { $end }.
}
effect-extend = Give **{ $title }** { $minutes } more { $minutes ->
    [one] minute
   *[other] minutes
}, until { $end }?
effect-skip = Skip **{ $title }** at { $planned }?
effect-swap = Let **{ $with }** come before **{ $title }**?
effect-undo = Undo { $what }, by { $who }?
effect-undo-asking = Undo { $what }? No talk moves.
effect-other = Another talk …
effect-none = No other talk moves
effect-later = { $count ->
    [one] 1 other talk moves back by { $minutes } min
   *[other] { $count } other talks move back by { $minutes } min
}
effect-later-between = { $count } other talks move back by { $from } to { $to } min
effect-earlier = { $count ->
    [one] 1 other talk comes forward by { $minutes } min
   *[other] { $count } other talks come forward by { $minutes } min
}
effect-earlier-between = { $count } other talks come forward by { $from } to { $to } min
effect-moves = { $count ->
    [one] 1 other talk moves
   *[other] { $count } other talks move
}
effect-ends = the session ends at { $end }
effect-edited = { $count ->
    [one] 1 message is edited
   *[other] { $count } messages are edited
}
effect-told = { $count ->
    [one] 1 person is told
   *[other] { $count } people are told
}
effect-runs-into = ⚠ It then runs into **{ $session }**, which starts at { $start }.

deed-start = the start of **{ $title }**
deed-end = the end of **{ $title }**
deed-extend = +{ $minutes } min for **{ $title }**
deed-skip = the skip of **{ $title }**
deed-swap = the swap of **{ $title }** and **{ $with }**

unfit-gone = That talk is no longer in the programme. The panel shows what is.
unfit-over = That talk is over, so there is nothing to change about it.
unfit-not-begun = That talk has not begun yet.
unfit-next-begun = The next talk has begun meanwhile. The panel shows what can be done now.
unfit-far-away = That talk is planned for hours from now. If the programme is right, please wait until it is nearer.
unfit-no-time-before = The talk before has only just begun. Please start this one in a minute, or skip the other.
unfit-only-talk = It is the only talk that is left of this session, so there would be no session without it.
unfit-no-neighbour = No talk follows it with which it could change places.
nothing-start = No talk is left to start.
nothing-end = Nothing runs just now, so there is nothing to end.
nothing-one = Nothing runs just now, so there is nothing to make longer.
nothing-five = Nothing runs just now, so there is nothing to make longer.
nothing-skip = No talk is left to skip.
nothing-swap = No talk is left to swap.
nothing-undo = Nothing was done that could be undone.

done = Done: { $what }. **{ press-undo }** on the panel takes it back.
undone = Undone: { $what }.
overtaken = { $who } was a moment faster, with { $what }. Nothing was done twice; the panel shows how it stands now.
overtaken-unknown = Somebody was a moment faster. Nothing was done twice; the panel shows how it stands now.
not-a-moderator = That is for the moderators of **{ $session }** and for the organisers. If you are one of them, please ask an organiser to tell me who you are.
not-expected = That button is for the moderators and speakers of **{ $session }**. If you are one of them, please ask an organiser to tell me who you are.
moderating-busy = I cannot reach my store just now, so I did nothing. Please press once more in a moment.
here-noted = Thank you, I have noted that you are there. **{ $session }** starts { $relative }.
here-known = Thank you, I know: you told me at { $time }.
here-over = **{ $session }** is over since { $end }. Thank you all the same.
here-panel = Your panel is in { $channel }.

## To the organisers

report = { $count ->
    [one] I missed one announcement of **{ $conference }**:
   *[other] I missed { $count } announcements of **{ $conference }**:
}
report-line = { $what }, due { $due } { $where }: { $reason }
report-time-card = { $count } time cards, the first of them due { $due }
report-speaker-call = { $count } calls to speakers, the first of them due { $due }
report-line-shared = { $what }, due { $due } { $where }
report-reason = **{ $count } because** { $reason }
report-reason-all = **Why:** { $reason }
report-more = { $count ->
    [one] … and one more: the log names it.
   *[other] … and { $count } more: the log names them.
}
report-personal = { $count ->
    [one] One personal reminder of **{ $conference }** did not reach whoever asked for it. Most likely they take no direct messages from members of this server.
   *[other] { $count } personal reminders of **{ $conference }** did not reach those who asked for them. Most likely they take no direct messages from members of this server.
}
report-in-direct = in a direct message
channel-off = **I no longer post in { $channel }**: Discord refused three announcements there in a row. { $reason }
    I try one again every five minutes, and at once when I am restarted or told `talkbell outbox retry`. Until then nothing appears there; I list here what was missed, at most once an hour.
channel-on = { $channel } takes my announcements again.
alarm-stalled = I have not looked after the announcements for { $seconds } seconds, so some may be missing. Please look into talkbell's log and restart it.
alarm-over-stalled = I look after the announcements again. What was missed meanwhile is reported by itself.
alarm-store = I cannot use my store, and post nothing that I cannot record: { $why }.
alarm-over-store = My store can be used again; the announcements go on.
alarm-overdue = { $count ->
    [one] One announcement is overdue, due at { $since }.
   *[other] { $count } announcements are overdue, the first of them due at { $since }.
} I keep trying; Discord or the network may be slow.
alarm-over-overdue = Nothing is overdue any more.
alarm-programme = I could not read the programme again, so the last good one stays in force: { $why }.
alarm-over-programme = I can read the programme again.
alarm-gateway = My connection for commands and buttons has been away for { $seconds } seconds, so they are not answered. Announcements go on.
alarm-over-gateway = Commands and buttons are answered again.

held-summary = The programme's source has changed so much that I ask first. Of { $ahead ->
    [one] the one talk
   *[other] { $ahead } talks
} still to come, { $gone } would be cancelled and { $moved } would move. Until you decide, the programme stays as it was.
held-gone = **{ $title }**, { $start }: cancelled
held-moved = **{ $title }**: from { $from } to { $to }
held-added = { $count ->
    [one] One talk would be new.
   *[other] { $count } talks would be new.
}
held-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
button-held-apply = Apply
button-held-keep = Keep the old one
held-applied = { $who } applied the change: the programme is now what its source says.
held-kept = { $who } keeps the old programme. If the source comes to say something else again, I take it in or ask anew.
held-over = Never mind: the source says something else by now, so there is nothing to decide here any more.
held-decided = This was decided already, or the source says something else by now. /conference status shows how things stand.
organisers-only = Only the organisers can do that: those who manage this server, or who hold its organiser role.

notice-session-opening = opening of **{ $subject }**
notice-session-closing = closing of **{ $subject }**
notice-talk-ping = bell before **{ $subject }**
notice-talk-start = start of **{ $subject }**
notice-qa-opening = opening of the Q&A **{ $subject }**
notice-moderator-call = call to the moderator of **{ $subject }**
notice-moderator-again = second call to the moderator of **{ $subject }**
notice-backup-call = call to the backup moderators of **{ $subject }**
notice-moderator-missing = word that nobody moderates **{ $subject }**
notice-speaker-call = call to the speakers of **{ $subject }**
notice-time-card = time card of **{ $subject }**
notice-panel = panel of **{ $subject }**
notice-qa-soon = reminder of the coming Q&A **{ $subject }**
notice-qa-now = reminder that the Q&A **{ $subject }** begins
notice-qa-ending = reminder that the Q&A **{ $subject }** ends
notice-question-held = call to approve question **{ $subject }**
notice-qa-opened = opening of the questions of **{ $subject }**
notice-question-now = call for the answer to question **{ $subject }**
notice-question-answered = word to the author of question **{ $subject }**
notice-questions-left = list of the questions left about **{ $subject }**
notice-questions-in-thread = thread of the questions left about **{ $subject }**
notice-reminder = personal reminder of **{ $subject }**
notice-reminder-change = personal notice of a change in **{ $subject }**
notice-catch-up = list of what was missed while talkbell was away
notice-channel-off = word that a channel refuses
notice-channel-on = word that a channel takes announcements again
notice-change = notice of a change in the programme
notice-report = report to the organisers
notice-held = question about a change in the programme
notice-test = sample, marked as a test

reason-away = talkbell was not running then, and it was too late when it came back.
reason-past = it was already over when talkbell first read this programme.
reason-asleep = talkbell's machine stood still then, or its clock was set, and it was too late when it went on.
reason-off = nothing is posted in this channel any more, since Discord refused it again and again. { $last }
reason-behind = talkbell could not post it in time.
reason-tried = { $attempts ->
    [one] tried once, until it was too late. { $last }
   *[other] tried { $attempts } times, until it was too late. { $last }
}

## To the organisers, on their commands

status-declared = **{ $conference }** (`{ $id }`), declared in the configuration file: what stands there is changed there.
status-set-up = **{ $conference }** (`{ $id }`), set up by command.
status-source = Programme: { $source }, read { $read }
status-source-unread = Programme: { $source }, not read since I started
status-trouble = ⚠ The last attempt failed, so the last good programme stays in force: { $why }
status-channel = Announcements go to { $channel }. There is no channel for moderators and organisers.
status-channels = Announcements go to { $channel }, what is for moderators and organisers to { $moderators }.
status-paused = ⏸ Paused { $since } by { $who }: nothing is announced until /conference resume.
status-counts = { $posted } announcements posted, { $open } to come, { $missed } missed, { $failed } failed.
status-next = What comes next
status-next-line = { $time } · { $what } · { $where }
status-nothing = Nothing is waiting to be announced.
place-direct = to { $user } directly
preview = { $count ->
    [0] Nothing will be posted until { $until }.
    [one] One message until { $until }:
   *[other] { $count } messages until { $until }:
}
preview-line = { $time } · { $where } · { $text }
preview-time-cards = Time cards of **{ $title }**: { $minutes } min before its end
preview-time-cards-and-up = Time cards of **{ $title }**: { $minutes } min before its end, and at its end
preview-time-up = **Time is up** for **{ $title }**
preview-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
test-post = **This is only a test.** talkbell can post here, and its announcements will look like this. Nothing is happening now.
test-filed = I am posting a sample, marked as a test, into { $channel }. If it does not appear, /conference status says why.
pause-paused = Paused. Nothing of **{ $conference }** is announced until /conference resume; what passes meanwhile is reported as missed.
pause-already = **{ $conference }** is paused already.
resume-resumed = **{ $conference }** goes on. What is too late by now is reported as missed.
resume-running = **{ $conference }** was not paused.
refresh-unchanged = I read the programme: nothing changed.
refresh-changed = I read the programme and took its changes in.
refresh-held = I read the programme. It changed so much that I ask first: /conference status has the question.
refresh-failed = I could not read the programme, so the last good one stays in force: { $why }
refresh-given = This programme was handed over as a file, so there is nothing to read again. Give me another with /conference import.
import-first = This is what I understood. Apply it?
import-same = This is the programme that is in force already.
import-changes = Compared with the programme in force: { $added } new, { $removed } gone, { $moved } moved, { $room } in another room, { $title } renamed. Apply it?
import-applied = Applied: the programme is in force, and its announcements are planned.
import-unusable = I cannot use this as a programme: { $why }
import-nothing = Give me a file or an address with the command.
import-both = Give me a file or an address, not both.
import-large = { $name } is too large to be a programme.
import-declared = The programme of **{ $conference }** is declared in the configuration file, so it is changed there. /conference refresh reads it at once.
programme-summary = **{ $title }**: { $sessions ->
    [one] one session
   *[other] { $sessions } sessions
}, { $talks ->
    [one] one talk
   *[other] { $talks } talks
}, from { $first } to { $last }, written in { $zone }.
proposal-discarded = Discarded; nothing changed.
proposal-gone = I no longer know what this was about. Please give the command once more.
setup = Setting up **{ $name }**. Choose below, then press **{ button-setup-done }**.
setup-source = Programme: { $source }
setup-channel = Announcements: { $channel }
setup-moderators = Moderators and organisers: { $channel }
setup-role = The bell mentions: { $role }
setup-zone = Time zone: { $zone }
setup-language = Language: { $language }
setup-unset = –
setup-unread = I could not read the programme: { $why }
setup-choose-channel = The channel for announcements
setup-choose-moderators = The channel for moderators and organisers
setup-choose-role = The role that the bell mentions (or none)
setup-choose-zone = The programme's time zone, where it says none
setup-form = The programme
setup-field-source = Address of the programme
setup-hint-source = https://… – or leave it empty and use /conference import
setup-field-zone = Time zone, if the programme says none
setup-hint-zone = Europe/Berlin
setup-field-year = Year, if the programme says none
setup-hint-year = 2026
setup-zone-unknown = { $zone } is no time zone that I know. Write one such as Europe/Berlin.
setup-year-unknown = { $year } is no year that I can use.
setup-taken = There is a conference called { $name } already. Choose another name.
setup-unnamed = That name has no letters that I can use. Choose another.
setup-done = **{ $name }** is set up. { $next }
setup-next-import = Now give me its programme with /conference import.
setup-next-status = /conference status shows what comes, and /conference test posts a sample.
no-conference-yet = There is no conference in this server yet. /conference setup makes one.
button-setup-form = Address, zone, year…
button-setup-language = Speak { $language }
button-setup-look = Look at it
button-setup-done = Set it up
button-discard = Discard
reason-paused = the announcements were paused by { $who }.

## To the organisers: which room goes where, and who is who

routes = Where **{ $conference }** is announced. What has no channel of its own goes to { $channel }. For one session: /conference routes session:
routes-line = **{ $name }** → { $to }
routes-line-declared = **{ $name }** → { $to } · in the configuration file
routes-line-none = **{ $name }** · no channel of its own
routes-session-line = Session **{ $name }** → { $to }
routes-session-line-declared = Session **{ $name }** → { $to } · in the configuration file
routes-session-line-none = Session **{ $name }**
routes-suggested = 💡 **{ $name }** → { $to }?
routes-stray = ⚠ { $line } · not in the programme
routes-none = The programme names no rooms.
routes-choose = A room, to give it a channel
routes-choose-session = A session with a channel of its own
routes-choose-one = Its channel
routes-edit = **{ $name }** goes to { $to }.
routes-edit-none = **{ $name }** has no channel of its own.
routes-edit-declared = **{ $name }** goes to { $to }. That stands in the configuration file, and is changed there.
routes-hint = What was posted stays where it is. What is still to come goes to the channel that you choose.
routes-set = **{ $name }** goes to { $to } from now on.
routes-dropped = **{ $name }** has no channel of its own any more.
routes-lacking = ⚠ In { $to } I may not do what I must: { $permissions }. In Discord: Edit Channel, Permissions, and give it to my role.
routes-gone = That room or session is not in the programme any more.
routes-session-meant = The programme has no session “{ $name }”. Did you mean “{ $meant }”?
routes-session-unknown = The programme has no session “{ $name }”. Type a part of its title, and choose from the list.
people = Who the people of **{ $conference }** are on Discord. Whoever is known here is called, checks in, has time cards and may moderate their sessions. For one name: /conference moderators name:
people-line = **{ $name }** → { $to }
people-line-declared = **{ $name }** → { $to } · in the configuration file
people-line-none = **{ $name }** · not known yet
people-moderator = { $line } · moderator
people-suggested = 💡 **{ $name }** → { $to }?
people-none = The programme names nobody.
people-choose = A name, to say who that is
people-choose-one = The member who that is
people-edit = **{ $name }** is { $to }.
people-edit-none = I do not know yet who **{ $name }** is on Discord.
people-edit-declared = **{ $name }** is { $to }. That stands in the configuration file, and is changed there.
people-hint = Calls, reminders and permissions follow at once.
people-set = **{ $name }** is { $to }. Calls, reminders and permissions follow from now on.
people-dropped = I do not know any more who **{ $name }** is.
people-gone = That name is not in the programme any more.
people-meant = The programme does not name “{ $name }”. Did you mean “{ $meant }”?
people-unknown = The programme does not name “{ $name }”. Type a part of a name, and choose from the list.
assigned-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
suggested-used = { $count ->
    [0] These were all decided already.
    [one] Done: one is set.
   *[other] Done: { $count } are set.
}
status-routes = { $count ->
    [one] One room or session has a channel of its own: /conference routes
   *[other] { $count } rooms and sessions have channels of their own: /conference routes
}
button-use-these = Use these ({ $count })
button-page-earlier = ◀ Earlier
button-page-later = Later ▶
button-back = Back
button-routes-drop = Take its channel away
button-people-drop = Forget who that is

## Answers

now-elsewhere = { $count ->
    [one] Elsewhere, one talk runs:
   *[other] Elsewhere, { $count } talks run:
}
now-in-all = { $count } talks run, in { $conferences } conferences.
next-in-all = What comes next, in { $conferences } conferences:
conference-heading = **{ $conference }**
now-pause = Nothing runs just now in **{ $session }**. Next, { $relative }:
now-before = Nothing runs just now. **{ $session }** starts { $relative }, with:
now-ended = Nothing runs any more: **{ $session }** ended { $relative }, at { $end }.
now-next = Next, { $relative }: **{ $title }**
now-last = This is the last talk of the session.
ends = Ends { $relative }.
starts = Starts { $relative }.
ended = Ended { $relative }.
now-parallel = { $count ->
    [one] One talk runs now.
   *[other] { $count } talks run now.
}
now-next-parallel = { $count ->
    [one] One more starts { $relative }.
   *[other] { $count } more start { $relative }.
}
now-before-parallel = Nothing runs just now. What starts next, { $relative }:
now-line = **{ $room }** · { $title } · until { $end }
next-parallel = What starts next, { $relative }:
next-line = { $time } · **{ $room }** · { $title }
more-parallel = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
menu-more-about = More about …
menu-sessions = Another session …
menu-days = Another day …
menu-day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
} { $year }
button-more-sessions = More sessions ({ $page } of { $pages })
button-calendar = Subscribe to the calendar
next-none = Nothing comes after this: **{ $title }** is the last talk. It ends { $relative }.
abstract-none = The programme has no abstract for **{ $title }**.
abstract-page = Abstract, page { $page } of { $pages }
talk-unknown = No talk matches “{ $text }”. Pick one from the list as you type, or look at /schedule.
talk-gone = That talk is no longer in the programme. /schedule shows what is.
schedule-other = Other sessions
schedule-over = over
schedule-now = now
no-conference = talkbell carries no conference in this server. Its organisers can add one in talkbell's configuration.
no-conference-direct = I carry no conference that belongs to this conversation. Please ask me in the conference's server.
went-wrong = Something went wrong on my side. Please try once more; the organisers can see the cause in the log.
command-unknown = I do not know that command any more, or not yet. Type / to see those that I know.
button-outdated = This button belongs to a programme that I no longer carry. /schedule shows the current one.

button-abstract = Abstract
button-rest = Read the rest
button-next-page = Next page
button-next = What's next?
button-schedule = Schedule
button-now = What's on now?
button-here = I'm here

## Why this message?

why = This is the { $what }.
why-due = Due: { $due }
    { $posted }
why-posted = Posted: { $posted }, { $lateness }
why-on-time = on time
why-seconds-late = { $seconds } seconds late
why-minutes-late = { $minutes ->
    [one] a minute late
   *[other] { $minutes } minutes late
}
why-unrecorded = I am still finding out whether it arrived. It did, as you see.
why-attempts = { $attempts ->
    [one] The first attempt reached Discord.
   *[other] It took { $attempts } attempts.
}
why-uncorrected = The programme has changed since, and I could not correct this message: { $reason }
why-foreign = That is none of my announcements, so I know nothing of it. Choose one that I posted by myself, such as the bell before a talk.
why-forgotten = That looks like an announcement of mine, but my records do not hold it.
why-busy = I cannot look into my records just now. Please ask once more in a moment.

## Questions: to those who ask

question-about = **{ $title }**
question-to-all = everybody
question-unnamed = without a name
question-votes = { $count ->
    [0] no votes yet
    [one] 1 vote
   *[other] { $count } votes
}
question-signed = { $by } · { $votes }
question-state = { $state ->
    [held] waiting for approval
    [open] open
    [current] being asked
    [answered] answered
    [dismissed] taken off the board by a moderator
    [withdrawn] withdrawn by its author
    [merged] merged into another question
   *[other] { $state }
}
question-form = About { $title }
question-form-all = A question to everybody
question-form-edit = Question #{ $number }, in other words
question-form-words = Your question
question-form-hint = One question, as you would ask it aloud
question-form-name = Your name (empty it to stay anonymous)
question-form-unnamed = Nobody will see who asks
question-which = Which talk of **{ $session }** is your question about?
question-which-running = Several talks run just now. Which one is your question about?
question-which-menu = Choose a talk
question-offer-all = None of them: a question to everybody
question-instead = { $count ->
    [one] Someone asked something like it. Upvote it instead? Your question is **not** asked yet.
   *[other] Others asked something like it. Upvote one of these instead? Your question is **not** asked yet.
}
question-instead-own = Yours:
    { $text }
question-taken = Your question **#{ $number }** to { $about } is on the board, asked as { $by }:
question-taken-held = Your question **#{ $number }** to { $about } is kept, asked as { $by }. It comes onto the board once a moderator approves it:
question-edited = Your question **#{ $number }** to { $about } now reads:
question-edited-held = Your question **#{ $number }** to { $about } now reads so. A moderator has to approve it before it is on the board:
question-asked-already = You asked this already: it is **#{ $number }** to { $about }, and { $state }.
question-withdrawn = Your question **#{ $number }** is withdrawn:
question-has-votes = { $count ->
    [one] Someone else wants **#{ $number }** as it reads, so its words stay. You can withdraw it and ask anew.
   *[other] { $count } people want **#{ $number }** as it reads, so its words stay. You can withdraw it and ask anew.
}
question-is-past = **#{ $number }** is { $state }, so it cannot be changed any more:
question-vote-added = You want **#{ $number }** answered too. It has { $votes }:
question-vote-taken-back = You took your vote for **#{ $number }** back. It has { $votes }:
question-vote-own = **#{ $number }** is a question of your own, so it has your vote already:
question-vote-closed = **#{ $number }** is not on the board any more; it is { $state }:
question-vote-unknown = My records do not answer, so I do not know whether your vote counts now. Please look at the questions in a moment, and press again only if it is not as you want it.
question-vote-blocked = A moderator has stopped your questions and votes in this conference. Please talk to the organisers.
question-too-fast = That was a lot of questions in a short time. You can ask again { $relative }. Yours, to be copied:
question-too-many = { $most ->
    [one] One question of yours waits already, and no more may. Withdraw it to ask this:
   *[other] { $most } questions of yours wait already, and no more may. Withdraw one to ask this:
}
question-blocked = A moderator has stopped your questions and votes in this conference. Please talk to the organisers.
question-empty = There is no question in that. Please write it out.
question-too-long = That is { $length } characters, and a question takes { $most }. Please make it shorter and ask again:
question-not-saved = I could not save your question just now, so it is **not** asked. Please try again in a moment. Yours, to be copied:
question-no-session = No session runs just now, so I do not know what your question is about. Name a talk: `/ask talk:…`
questions-busy = I cannot look into the questions just now. Please try once more in a moment.
question-qa-over = The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
question-draft-gone = I no longer have the words that you wrote. Please ask once more.
question-gone = That question is no longer there.
question-not-yours = Only its author can do that.

questions-of = **Questions** · { $place }
questions-none = **Questions** · { $place }
    Nobody has asked anything yet. Be the first!
questions-stage-open = The Q&A is under way: the moderator asks talk by talk, the most wanted first.
questions-stage-closed = The Q&A is over; what is left can be answered in its threads.
questions-current = **Being asked now** · #{ $number } · { $about }
question-entry = **#{ $number }** · { $about }
question-entry-own = **#{ $number }** · { $about } · *yours*
question-entry-bare = **#{ $number }**
question-entry-bare-own = **#{ $number }** · *yours*
questions-page = Page { $page } of { $pages } · { $count } questions
questions-more = { $count ->
    [one] … and one more: /questions shows all.
   *[other] … and { $count } more: /questions shows all.
}

button-ask = Ask a question
button-ask-again = Ask again
button-ask-anyway = Ask mine anyway
button-upvote-it = Upvote it
button-upvote-this = Upvote #{ $number }
button-edit = Edit
button-withdraw = Withdraw
button-questions = All questions
button-vote = ▲ { $count } · #{ $number }
button-voted = ✓ { $count } · #{ $number }
button-vote-own = { $count } · #{ $number } · yours
button-earlier = Earlier
button-later = More

## Questions: to everybody

qa-opened = The **Q&A** of **{ $session }** is open. Ask with the button or /ask, and upvote what you want to know. Most wanted so far:
qa-opened-empty = The **Q&A** of **{ $session }** is open. Ask with the button or /ask: no question is there yet.
question-now = **Question #{ $number }** to { $about }:
question-now-by = **Question #{ $number }** to { $about } ({ $speakers }):
qa-opened-taken-back = That was a slip: the **Q&A** has not begun yet. Questions are welcome all the same.
question-now-taken-back = { $state ->
    [open] **Question #{ $number }** is back on the board, and not being asked just now:
   *[other] **Question #{ $number }** is not asked after all:
}
question-answered-taken-back = { $state ->
    [current] That was a slip: your question **#{ $number }** is being asked now.
   *[other] That was a slip: your question **#{ $number }** has no answer yet.
}
question-answered = Your question **#{ $number }** in **{ $session }** was answered at { $time }, in { $channel }:
questions-left = { $count ->
    [one] One question about **{ $title }** is left. It goes on in this thread.
   *[other] { $count } questions about **{ $title }** are left. They go on in this thread.
}
questions-left-all = { $count ->
    [one] One question to everybody is left. It goes on in this thread.
   *[other] { $count } questions to everybody are left. They go on in this thread.
}
questions-thread = { $count ->
    [one] The question that was left. Whoever knows an answer, please write it here:
   *[other] The questions that were left. Whoever knows an answer, please write it here:
}
questions-thread-for = { $whom }: { $count ->
    [one] this question was left for you. Please answer it here, when you can:
   *[other] these questions were left for you. Please answer here, when you can:
}
questions-thread-name = Questions: { $title }
questions-thread-name-all = Questions to everybody

## Questions: to moderators

question-held = **Question #{ $number }** to { $about } waits for approval, asked by { $by }:
question-settled = { $said } ({ $by })
qa-now-asked = **Being asked** · #{ $number } · { $about }
qa-nothing-asked = **Nothing is being asked.**
qa-next = **Next** · #{ $number } · { $about }
qa-counts = { $open ->
    [one] 1 question is open
   *[other] { $open } questions are open
}, { $answered ->
    [0] none answered yet.
    [one] 1 answered.
   *[other] { $answered } answered.
}
qa-held = { $count ->
    [one] One question waits for approval:
   *[other] { $count } questions wait for approval:
}
qa-unasked = No question for **{ $title }** yet. You may ask: “{ $seed }”
seed-1 = What surprised you most while you worked on this?
seed-2 = What would you do next, with another year for it?
seed-3 = Where does it fail, and what did you learn from that?
seed-4 = What should someone take home who heard nothing else of this session?
act-open = The Q&A is open; the channel knows.
act-end = The Q&A has ended. What is left goes on in threads.
act-next = **#{ $number }** is being asked now; the channel shows it.
act-next-none = **#{ $number }** is answered. No other question is open.
act-answered = **#{ $number }** is answered; its author is told.
act-dismissed = **#{ $number }** is off the board.
act-approved = **#{ $number }** is on the board.
act-put-back = **#{ $number }** is back on the board.
act-reopened = **#{ $number }** is on the board again.
act-merged = **#{ $number }** is merged into **#{ $into }**, which has { $votes } now.
act-undone = Undone.
refused-overtaken = Someone was a moment quicker, so nothing was done. This is how it stands now:
refused-not-theirs = That is for its author to do.
refused-not-from = That does not go: the question is { $state }.
refused-unknown = This session has no question #{ $number }. /questions shows them.
refused-open-already = The Q&A is open already.
refused-not-opened = The Q&A is not open.
refused-ended-already = The Q&A has ended already.
refused-moved-on = The Q&A has moved on: **#{ $number }** is being asked now.
refused-moved-on-none = The Q&A has moved on: nothing is being asked just now.
refused-long-over = The session has been over since { $end }, { $relative }, so nobody is there to be asked. What is left can be answered in its threads.
refused-none-waiting = No question is open.
refused-nothing-asked = Nothing is being asked just now. Name a question, or press **{ button-next-question }**.
refused-into-itself = A question cannot be merged into itself.
refused-not-into = That does not go: the other question is { $state }.
refused-moderators-only = Only the moderators of this session and the organisers can do that. Questions of your own: /ask.
refused-no-session = There is no session to moderate here just now.
blocked = { $whom } can no longer ask or vote in this conference.
blocked-already = { $whom } is blocked already.
unblocked = { $whom } can ask and vote again.
unblocked-already = { $whom } is not blocked.
blocked-author = The author of that question
blocked-whom = Name somebody, or a question of theirs.
questions-exported = { $count ->
    [one] The one question, for a spreadsheet and to be read.
   *[other] All { $count } questions, for a spreadsheet and to be read.
}
record-title = Questions of { $title }
record-to-all = To everybody
record-line = - **#{ $number }** { $text } ({ $by }, { $votes }; { $merged ->
    [1] merged into #{ $into }
   *[other] { $state }
} at { $at })

button-next-question = Next question
button-open-qa = Open the Q&A
button-end-qa = End the Q&A
button-answered = Answered
button-put-back = Put back
button-dismiss = Dismiss
button-approve = Approve
button-undo = Undo
button-seed = Ask the prompt
## Reminders

reminder = { $minutes ->
    [0] **{ $title }** is about to start, in { $where }.
    [one] **{ $title }** starts in 1 minute, at { $time }, in { $where }.
   *[other] **{ $title }** starts in { $minutes } minutes, at { $time }, in { $where }.
}
reminder-late = **{ $title }** started { $relative }, in { $where }.
reminder-changes = { $count ->
    [one] Of what you asked to be reminded of, this has changed:
   *[other] Of what you asked to be reminded of, this has changed:
}
remind = I will remind you of **{ $title }** at { $time }, { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
} before it starts, in a direct message.
remind-shorter = **{ $title }** starts soon, so I will remind you at { $time }, { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
} before it, in a direct message.
remind-soon = **{ $title }** is about to start, { $relative }, in { $where }. Stay here, and you will not miss it.
remind-runs = **{ $title }** runs already, in { $where }.
remind-over = **{ $title }** is over.
remind-cancelled = **{ $title }** is cancelled. If that changes, this channel will say so.
remind-dropped = I will not remind you of **{ $title }**.
remind-full = You have { $count } reminders, and that is as many as I can keep for one person. Drop one to make room.
remind-closed = But my last message did not reach you. Please allow direct messages from members of this server: its name, Privacy Settings, Direct Messages.
remind-off = This conference sends no reminders. The bell in the channel rings before each talk.
remind-busy = I could not look into my records just now, so nothing has changed. Please try once more in a moment.
remind-menu = Remind me of …
reminders = { $count ->
    [one] I will remind you of one talk:
   *[other] I will remind you of { $count } talks:
}
reminders-line = { $time } · **{ $title }** · { $where } · { $minutes ->
    [one] a minute before
   *[other] { $minutes } minutes before
}
reminders-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
reminders-none = You have no reminders. Press **{ button-remind }** under a talk, or use /remind.
reminders-drop = Drop one …
reminders-drop-all = { $count ->
    [one] Drop your only reminder?
    [0] You have no reminders to drop.
   *[other] Drop all { $count } reminders?
}
reminders-dropped-all = { $count ->
    [0] You had no reminders.
    [one] I dropped your only reminder.
   *[other] I dropped all { $count } reminders.
}
button-remind = Remind me
button-remind-again = Remind me again
button-reminders = My reminders
button-drop-all = Drop all
button-drop-all-sure = Yes, drop
button-keep = Keep them
command-remind = Remind me of a talk, in a direct message before it starts
command-reminders = What I am reminded of, and how to drop it
option-remind-talk = A talk that is still to come, by title or speaker
option-before = How many minutes before it starts

## Commands

command-why = Why this message?
command-now = What is on right now
command-next = What comes next
command-abstract = The abstract of a talk
command-schedule = The programme of this session
option-talk = A talk, by title or speaker; without it, the current talk
option-public = Show the answer to everyone in the channel
command-ask = Ask a question about a talk
command-questions = The audience's questions, most wanted first
command-qa = For moderators: the audience's questions
command-qa-open = Open the Q&A and show the audience how to ask
command-qa-next = The question that is fair to ask next
command-qa-answered = A question has its answer
command-qa-dismiss = Take a question off the board
command-qa-remove = Take a question off the board, and say why
command-qa-approve = Let a held question onto the board
command-qa-merge = Merge a question into another
command-qa-end = End the Q&A; what is left goes into threads
command-qa-block = Stop somebody's questions and votes
command-qa-unblock = Let somebody ask and vote again
command-qa-board = Where the moderators' board is, and how to renew its address
command-qa-export = All questions, votes, states and times as files
command-qa-show = Where the Q&A is, with its buttons
option-question-words = Your question; without it, a form opens
option-question-talk = A talk, by title or speaker; without it, the current talk
option-anonymous = Ask without your name
option-questions-talk = Only the questions about this talk
option-question = A question, by number or words
option-question-current = A question, by number or words; without it, the one being asked
option-into = The question that stays
option-user = Who
option-question-author = Or the author of this question
option-why = Why, for the record

## The board on a screen

board-here = The board of **{ $session }** shows everybody's questions live, on a screen or on your phone.
board-moderators = As a moderator you also have an address of your own, with what waits for approval and what is fair to ask next. Keep it to yourself: whoever has it can read it.
board-closed-off = The board is not shown on the web. The organisers can have that changed, with public_url under [web] in talkbell's configuration.
board-desk = The moderators' board of **{ $session }** also shows what waits for approval and what is fair to ask next. Keep its address among moderators. If somebody else has got hold of it, press **{ button-board-renew }**: the address then changes at once, and the old one leads nowhere.
board-renewed = The moderators' board of **{ $session }** has a new address. The old one leads nowhere from now on; the panel has the new one.
button-board-renew = Renew the address
button-board = Open the board
button-board-moderators = Your own board
command-board = Where the board of questions is
option-board-talk = A talk of the session that you mean; without it, the one that runs or comes next

board-language = en
board-name = Questions
board-current = Now answering
board-questions = Most wanted
board-next = Fair to ask next
board-held = Waiting for your approval
board-more = … and { $count } more
board-lost = The connection is lost. Trying again …
board-loading = One moment …
board-until = until { $time }
board-needs-script = This page needs JavaScript, all of it from this address.
board-unknown = There is no board here
board-unknown-advice = The address may be misspelt, or the session may be gone from the programme. The organisers have the right one.
board-full = So many people look at boards just now that there is no room for one more. Please try again in a minute.

board-left = left
board-starts = until it starts
board-ended = This session has ended.
board-hint = Ask on Discord: type /ask
board-empty = No questions yet. Ask the first one on Discord: type /ask
board-closed = The Q&A is over. Thank you for your questions.
board-closed-empty = The Q&A is over.
board-answered = { $count ->
    [one] 1 answered
   *[other] { $count } answered
}
board-everybody = To everybody
board-talk-empty = No question yet.
board-about-by = { $name } · { $talk }
board-wanted = { $count ->
    [0] nobody else yet
    [one] 1 person wants this
   *[other] { $count } people want this
}
command-conference = For organisers: set up and look after a conference
command-conference-setup = Set up a conference in this server
command-conference-import = Take in a programme from a file or an address, after a preview
command-conference-refresh = Read the programme again now
command-conference-status = What comes next, what went wrong, what waits for you
command-conference-preview = What will be posted in the next hours
command-conference-routes = Which room or session goes to which channel
command-conference-moderators = Who the moderators and speakers are on Discord
option-session = One session
option-person = One name in the programme
command-conference-pause = Hold all announcements back
command-conference-resume = Let the announcements go on
command-conference-test = Post one sample into the channel, marked as a test
option-conference = Which conference, if this server has several
option-name = What the conference is called
option-address = Where the programme stands on the web
option-file = The programme as a file
option-hours = How many hours ahead to look; 3 if you say nothing
