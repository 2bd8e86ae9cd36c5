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
talk-times = { $start } – { $end } · { $minutes } min
talk-times-room = { $times } · { $room }
talk-cancelled = **This talk is cancelled.**
session-cancelled = **This session is cancelled.**
talk-part = { $session } · { $number } of { $count }
abstract-goes-on = … the abstract goes on: press **{ button-rest }**.

qa-opening = **Q&A** in **{ $session }**, until { $end }. Ask the speakers here, in this channel.
qa-opening-late = { $minutes ->
    [one] The **Q&A** in **{ $session }** started a minute ago and goes on until { $end }. Ask the speakers here, in this channel.
   *[other] The **Q&A** in **{ $session }** started { $minutes } minutes ago and goes on until { $end }. Ask the speakers here, in this channel.
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

panel-current = ❓ Being asked: “{ $question }” · { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
}
panel-questions = { $count ->
    [one] 1 question is open:
   *[other] { $count } questions are open:
}
panel-question = **{ $talk }** ({ $count }) · “{ $question }” · { $votes ->
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
qa-done-next = Please ask now: “{ $question }”
qa-done-last = That was the last question that is open.
qa-done-done = Marked as answered. **{ press-next }** takes the next one.
qa-done-drop = Taken off the board. It stays on record, and **{ press-undo }** brings it back.
nothing-open = The Q&A is open already.
nothing-next = No question is open just now.
nothing-done = No question is being asked, so there is none to mark as answered.
nothing-drop = No question is being asked, so there is none to dismiss.
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
notice-reminder = personal reminder of **{ $subject }**
notice-reminder-change = personal notice of a change in **{ $subject }**
notice-catch-up = list of what was missed while talkbell was away
notice-channel-off = word that a channel refuses
notice-channel-on = word that a channel takes announcements again
notice-change = notice of a change in the programme
notice-report = report to the organisers
notice-held = question about a change in the programme

reason-away = talkbell was not running then, and it was too late when it came back.
reason-past = it was already over when talkbell first read this programme.
reason-asleep = talkbell's machine stood still then, or its clock was set, and it was too late when it went on.
reason-off = nothing is posted in this channel any more, since Discord refused it again and again. { $last }
reason-behind = talkbell could not post it in time.
reason-tried = { $attempts ->
    [one] tried once, until it was too late. { $last }
   *[other] tried { $attempts } times, until it was too late. { $last }
}

## Answers

now-pause = Nothing runs just now in **{ $session }**. Next, { $relative }:
now-before = Nothing runs just now. **{ $session }** starts { $relative }, with:
now-ended = Nothing runs any more: **{ $session }** ended { $relative }, at { $end }.
now-next = Next, { $relative }: **{ $title }**
now-last = This is the last talk of the session.
ends = Ends { $relative }.
starts = Starts { $relative }.
ended = Ended { $relative }.
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
why-foreign = That is none of my announcements, so I know nothing of it. Choose one that I posted by myself, such as the bell before a talk.
why-forgotten = That looks like an announcement of mine, but my records do not hold it.
why-busy = I cannot look into my records just now. Please ask once more in a moment.

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
button-undo = Undo
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

## The board on a screen

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
