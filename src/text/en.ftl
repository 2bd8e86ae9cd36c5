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

changes = { $count ->
    [one] The programme has changed:
   *[other] The programme has changed, in { $count } places:
}
change-moved = **{ $title }** is now at { $to }. It was at { $from }.
change-longer = **{ $title }** at { $start } now lasts until { $to }, not { $from }.
change-cancelled = **{ $title }** at { $start } is cancelled.
change-added = New: **{ $title }** at { $start }.
change-title = **{ $from }** is now called **{ $to }**.
change-speakers = **{ $title }** is now given by { $speakers }.
change-room = **{ $title }** is now in { $to }.
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
moderator-unnamed = To the moderator
moderator-direct-closed = { $who } takes no direct messages from me, so I say it here.

## To the organisers

report = { $count ->
    [one] I missed one announcement of **{ $conference }**:
   *[other] I missed { $count } announcements of **{ $conference }**:
}
report-line = { $what }, due { $due } { $where }: { $reason }
report-more = { $count ->
    [one] … and one more: the log names it.
   *[other] … and { $count } more: the log names them.
}
report-in-direct = in a direct message
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

notice-session-opening = opening of **{ $subject }**
notice-session-closing = closing of **{ $subject }**
notice-talk-ping = bell before **{ $subject }**
notice-talk-start = start of **{ $subject }**
notice-qa-opening = opening of the Q&A **{ $subject }**
notice-moderator-call = call to the moderator of **{ $subject }**
notice-qa-soon = reminder of the coming Q&A **{ $subject }**
notice-qa-now = reminder that the Q&A **{ $subject }** begins
notice-qa-ending = reminder that the Q&A **{ $subject }** ends
notice-change = notice of a change in the programme
notice-report = report to the organisers

reason-away = talkbell was not running then, and it was too late when it came back.
reason-past = it was already over when talkbell first read this programme.
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

## Commands

command-why = Why this message?
command-now = What is on right now
command-next = What comes next
command-abstract = The abstract of a talk
command-schedule = The programme of this session
option-talk = A talk, by title or speaker; without it, the current talk
option-public = Show the answer to everyone in the channel
