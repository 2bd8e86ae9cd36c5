# Every word that talkbell says on Discord, in German. An organiser overrides any of them with a file of the same form:
# [words] file = "…" in the configuration.

## Arten von Vorträgen

kind = { $kind ->
    [oral] Vortrag
    [spotlight] Spotlight
    [poster] Poster
    [keynote] Keynote
    [tutorial] Tutorial
    [panel] Podiumsdiskussion
    [qa] Q&A
    [break] Pause
   *[other] Vortrag
}

## An das Publikum

session-opening = **{ $session }** beginnt um { $time }, { $relative }.
session-moderators = { $count ->
    [one] Moderation: { $names }
   *[other] Moderation: { $names }
}
talk-line = { $time } · { $kind } · **{ $title }**
talk-line-plain = { $time } · **{ $title }**
talk-line-speakers = { $line }
    { $speakers }
talk-line-cancelled = { $time } · ~~{ $title }~~ · fällt aus
talk-running = ▶ { $line }
more-talks = { $count ->
    [one] … und ein weiterer Vortrag: /schedule zeigt die ganze Sitzung.
   *[other] … und { $count } weitere Vorträge: /schedule zeigt die ganze Sitzung.
}
more-sessions = { $count ->
    [one] … und eine weitere Sitzung.
   *[other] … und { $count } weitere Sitzungen.
}

talk-ping = { $kind } um { $time }, { $relative }: **{ $title }**
talk-ping-by = { $kind } um { $time }, { $relative }: **{ $title }** von { $speakers }
qa-ping = Q&A um { $time }, { $relative }: Halte deine Fragen bereit.
break-ping = Pause um { $time }, { $relative }.

talk-start = Jetzt: **{ $title }**
talk-start-late = { $minutes ->
    [one] Vor einer Minute begonnen: **{ $title }**
   *[other] Vor { $minutes } Minuten begonnen: **{ $title }**
}
posters-ping = { $count ->
    [one] Ein Poster um { $time }, { $relative }: **{ $session }**
   *[other] { $count } Poster um { $time }, { $relative }: **{ $session }**
}
posters-start = { $count ->
    [one] Jetzt: ein Poster in **{ $session }**
   *[other] Jetzt: { $count } Poster in **{ $session }**
}
posters-start-late = { $minutes ->
    [one] Vor einer Minute begonnen: **{ $session }**
   *[other] Vor { $minutes } Minuten begonnen: **{ $session }**
}
poster-line = - **{ $title }**
poster-line-by = - **{ $title }** · { $speakers }
more-posters = { $count ->
    [one] … und ein weiteres: /schedule zeigt alle.
   *[other] … und { $count } weitere: /schedule zeigt alle.
}
talk-times = { $start } – { $end } · { $minutes } min
talk-times-room = { $times } · { $room }
talk-cancelled = **Dieser Vortrag fällt aus.**
session-cancelled = **Diese Sitzung fällt aus.**
talk-part = { $session } · { $number } von { $count }
abstract-goes-on = … die Kurzfassung geht weiter: Drück auf **{ button-rest }**.

qa-opening = **Q&A** zu **{ $session }**, bis { $end }. Frag die Vortragenden über den Knopf oder mit /ask.
qa-opening-late = { $minutes ->
    [one] Die **Fragerunde** zu **{ $session }** läuft seit einer Minute und geht bis { $end }. Frag die Vortragenden über den Knopf oder mit /ask.
   *[other] Die **Fragerunde** zu **{ $session }** läuft seit { $minutes } Minuten und geht bis { $end }. Frag die Vortragenden über den Knopf oder mit /ask.
}
qa-talks = Die Vorträge dieser Sitzung

session-closing = **{ $session }** ist zu Ende. Danke an alle, die vorgetragen, gefragt und zugehört haben.
session-closing-late = **{ $session }** ist { $relative } zu Ende gegangen. Danke an alle, die vorgetragen, gefragt und zugehört haben.
session-closing-moderated = **{ $session }** ist zu Ende. Danke an { $moderators } und an alle, die vorgetragen, gefragt und zugehört haben.
session-closing-moderated-late = **{ $session }** ist { $relative } zu Ende gegangen. Danke an { $moderators } und an alle, die vorgetragen, gefragt und zugehört haben.
session-closing-now = Jetzt hier: **{ $session }**.
session-closing-next = Als Nächstes hier: **{ $session }**, { $relative }.

catch-up = { $count ->
    [one] Während ich weg war, konnte ich diesen Programmpunkt nicht ankündigen:
   *[other] Während ich weg war, konnte ich diese { $count } Programmpunkte nicht ankündigen:
}

changes = { $count ->
    [one] Das Programm hat sich geändert:
   *[other] Das Programm hat sich an { $count } Stellen geändert:
}
change-moved = **{ $title }** ist verschoben: jetzt { $to } statt { $from }.
change-later = Ab **{ $title }**, jetzt um { $to }, verschieben sich { $count } Vorträge von **{ $session }** um { $minutes } min nach hinten. Ende ist um { $end }.
change-earlier = Ab **{ $title }**, jetzt um { $to }, verschieben sich { $count } Vorträge von **{ $session }** um { $minutes } min nach vorn. Ende ist um { $end }.
change-longer = **{ $title }** um { $start } geht jetzt bis { $to } statt bis { $from }.
change-cancelled = **{ $title }** um { $start } fällt aus.
change-restored = **{ $title }** um { $start } findet doch statt.
change-added = Neu: **{ $title }** um { $start }.
change-title = **{ $from }** heißt jetzt **{ $to }**.
change-speakers = **{ $title }** wird jetzt von { $speakers } gehalten.
change-room-channel = **{ $title }** hat einen neuen Raum: { $to }. Angekündigt wird in { $channel }.
change-room = **{ $title }** hat einen neuen Raum: { $to }.
change-moderators = **{ $session }** wird jetzt von { $moderators } moderiert.
changes-more = { $count ->
    [one] … und eine weitere: /schedule zeigt das aktuelle Programm.
   *[other] … und { $count } weitere: /schedule zeigt das aktuelle Programm.
}
correction-moved = Verschoben: **{ $title }** ist jetzt um { $time }, { $relative }.
correction-cancelled = Fällt aus: **{ $title }**.

## An die Moderation

moderator-call = { $who }: **{ $session }** beginnt um { $time }, { $relative }, in { $channel }. Bitte sei da und prüfe dein Mikrofon.
moderator-call-late = { $who }: **{ $session }** hat { $relative } in { $channel } begonnen, und du wirst dort gebraucht.
moderator-call-talks = { $count ->
    [one] Ein Vortrag
   *[other] { $count } Vorträge
}, { $start } – { $end }.
moderator-call-qa = Die Fragerunde ist um { $start }.
qa-soon = { $who }: { $minutes ->
    [0] **Gleich Q&A**
    [one] **Q&A in 1 Minute**
   *[other] **Q&A in { $minutes } Minuten**
}, um { $start }, in **{ $session }**. Ende ist um { $end }.
qa-now = { $who }: **Jetzt Q&A** in { $channel }, bis { $end }.
qa-now-late = { $who }: Die Fragerunde in { $channel } hat { $relative } begonnen und geht bis { $end }.
qa-ending = { $who }: { $minutes ->
    [0] Die Fragerunde zu **{ $session }** ist gleich vorbei.
    [one] **Noch 1 Minute** Fragerunde in **{ $session }**.
   *[other] **Noch { $minutes } Minuten** Fragerunde in **{ $session }**.
} Sie endet um { $end }.
moderator-again = { $who }: Ich weiß noch nicht, ob du bei **{ $session }** da bist. Beginn { $relative }, in { $channel }. Bitte drück auf **{ button-here }**.
backup-call = { $who }: Für die Moderation von **{ $session }** ist noch niemand da. Beginn { $relative }, in { $channel }. Erwartet: { $moderators }. Wenn du einspringen kannst, drück bitte auf **{ button-here }**.
moderator-missing = Für die Moderation von **{ $session }** ist noch niemand da. Beginn { $relative }, in { $channel }. Erwartet: { $moderators }. Wer einspringt, drückt bitte auf **{ button-here }**.
moderator-nobody = niemand namentlich
speaker-call = { $who }: Du trägst in **{ $session }** vor. Beginn um { $time }, { $relative }, in { $channel }. Bitte sei da, prüfe dein Mikrofon und drück auf **{ button-here }**.
speaker-talk = { $time } · **{ $title }**
time-card = { $minutes ->
    [0] **Noch weniger als 1 Minute**
    [one] **Noch 1 Minute**
   *[other] **Noch { $minutes } Minuten**
} für **{ $title }**.
time-up = **Die Zeit ist um** für **{ $title }**.
time-card-next = Als Nächstes: **{ $title }**, um { $time }.
moderator-unnamed = An die Moderation
moderator-direct-closed = Meine Direktnachrichten kommen bei { $who } nicht an, darum sage ich es hier.

## Das Pult der Moderation

panel = Moderationspult
panel-before = Beginn um { $time }, { $relative }.
panel-running = ▶ **{ $title }** bis { $end }, { $relative }
panel-pause = Gerade läuft nichts.
panel-over = Vorbei seit { $end }.
panel-next = Als Nächstes um { $time }: **{ $title }**
panel-next-by = Als Nächstes um { $time }: **{ $title }** von { $speakers }
panel-on-time = Im Zeitplan, bis { $end }.
panel-behind = **{ $minutes } min Verspätung** gegenüber dem gedruckten Programm; die Sitzung endet um { $end }.
panel-ahead = { $minutes } min Vorsprung gegenüber dem gedruckten Programm; die Sitzung endet um { $end }.
panel-present = Da: { $names }
panel-absent = Noch nicht da: { $names }
panel-last = Zuletzt: { $what } ({ $who }, { $time })

press-start = Starten
press-end = Beenden
press-one = +1 min
press-five = +5 min
press-skip = Überspringen
press-swap = Nächste tauschen
press-undo = Rückgängig
press-open = Q&A eröffnen
press-next = Nächste Frage
press-done = Beantwortet
press-drop = Entfernen
press-close = Q&A beenden

panel-current = ❓ Jetzt dran: **#{ $number }** „{ $question }“ · { $votes ->
    [one] 1 Stimme
   *[other] { $votes } Stimmen
}
panel-questions = { $count ->
    [one] 1 Frage ist offen:
   *[other] { $count } Fragen sind offen:
}
panel-question = **{ $talk }** ({ $count }) · **#{ $number }** „{ $question }“ · { $votes ->
    [one] 1 Stimme
   *[other] { $votes } Stimmen
}
panel-no-talk = An alle
panel-more-talks = { $count ->
    [one] … und Fragen zu einem weiteren Vortrag.
   *[other] … und Fragen zu { $count } weiteren Vorträgen.
}
panel-held = { $count ->
    [one] 1 Frage wartet auf deine Freigabe.
   *[other] { $count } Fragen warten auf deine Freigabe.
}

qa-done-open = Die Fragerunde ist eröffnet. **{ press-next }** am Pult holt die erste Frage.
qa-done-next = Bitte frag jetzt **#{ $number }**: „{ $question }“
qa-done-last = Das war die letzte offene Frage.
qa-done-done = Als beantwortet vermerkt. **{ press-next }** holt die nächste.
qa-done-drop = Von der Tafel genommen. Die Frage bleibt vermerkt, und **{ press-undo }** holt sie zurück.
nothing-open = Die Fragerunde ist schon eröffnet.
nothing-next = Gerade ist keine Frage offen.
nothing-done = Gerade ist keine Frage dran, also lässt sich auch keine als beantwortet vermerken.
nothing-drop = Gerade ist keine Frage dran, also lässt sich auch keine entfernen.
nothing-close = Die Fragerunde ist nicht eröffnet.
qa-moved-on = Die Fragerunde war schon weiter, als du gedrückt hast; also ist nichts geschehen.
qa-end-question = Die Fragerunde beenden? { $count ->
    [0] Keine Frage ist übrig.
    [one] Die eine Frage, die übrig ist, geht in einem Thread weiter.
   *[other] Die { $count } Fragen, die übrig sind, gehen in Threads weiter.
}
qa-end-answers = **#{ $number }**, gerade dran, gilt als beantwortet.
deed-qa-of = { $what ->
    [next] Wechsel zu Frage **#{ $number }**
    [take-up] Auswahl von Frage **#{ $number }**
    [put-back] Rückkehr von **#{ $number }** auf die Tafel
    [answered] Vermerk, dass **#{ $number }** beantwortet ist
    [dismiss] Entfernen von **#{ $number }**
    [approve] Freigabe von **#{ $number }**
    [reopen] Rückkehr von **#{ $number }**
    [merge] Zusammenlegen von **#{ $number }** mit einer anderen
   *[other] letzter Schritt der Fragerunde
}
deed-qa = { $what ->
    [open] Eröffnung der Fragerunde
    [close] Ende der Fragerunde
    [next] Wechsel zur nächsten Frage
    [take-up] Auswahl einer Frage
    [put-back] Rückkehr einer Frage auf die Tafel
    [answered] Vermerk, dass eine Frage beantwortet ist
    [dismiss] Entfernen einer Frage
    [approve] Freigabe einer Frage
    [reopen] Rückkehr einer Frage
    [merge] Zusammenlegen zweier Fragen
   *[other] letzter Schritt der Fragerunde
}

button-confirm = Bestätigen
effect-start = **{ $title }** jetzt starten? Das ist pünktlich.
effect-start-late = **{ $title }** jetzt starten? Geplant war { $planned }, vor { $minutes } min.
effect-start-early = **{ $title }** jetzt starten? Geplant ist { $planned }, in { $minutes } min. Was gerade läuft, endet dann.
effect-end = **{ $title }** jetzt beenden? { $minutes ->
    [0] Gleich wäre ohnehin Schluss.
   *[other] Geplant ist bis { $end }.
}
effect-extend = **{ $title }** noch { $minutes } { $minutes ->
    [one] Minute
   *[other] Minuten
} mehr geben, bis { $end }?
effect-skip = **{ $title }** um { $planned } überspringen?
effect-swap = Soll **{ $with }** vor **{ $title }** drankommen?
effect-undo = Rückgängig machen: { $what } (von { $who })?
effect-undo-asking = Rückgängig machen: { $what }? Kein Vortrag verschiebt sich.
effect-other = Anderer Vortrag …
effect-none = Kein anderer Vortrag verschiebt sich
effect-later = { $count ->
    [one] 1 anderer Vortrag rückt um { $minutes } min nach hinten
   *[other] { $count } andere Vorträge rücken um { $minutes } min nach hinten
}
effect-later-between = { $count } andere Vorträge rücken um { $from } bis { $to } min nach hinten
effect-earlier = { $count ->
    [one] 1 anderer Vortrag rückt um { $minutes } min nach vorn
   *[other] { $count } andere Vorträge rücken um { $minutes } min nach vorn
}
effect-earlier-between = { $count } andere Vorträge rücken um { $from } bis { $to } min nach vorn
effect-moves = { $count ->
    [one] 1 anderer Vortrag verschiebt sich
   *[other] { $count } andere Vorträge verschieben sich
}
effect-ends = die Sitzung endet um { $end }
effect-edited = { $count ->
    [one] 1 Nachricht wird geändert
   *[other] { $count } Nachrichten werden geändert
}
effect-told = { $count ->
    [one] 1 Person bekommt Bescheid
   *[other] { $count } Personen bekommen Bescheid
}
effect-runs-into = ⚠ Damit reicht es in **{ $session }** hinein (Beginn { $start }).

deed-start = Beginn von **{ $title }**
deed-end = Ende von **{ $title }**
deed-extend = +{ $minutes } min für **{ $title }**
deed-skip = Überspringen von **{ $title }**
deed-swap = Tausch von **{ $title }** und **{ $with }**

unfit-gone = Dieser Vortrag steht nicht mehr im Programm. Das Pult zeigt, was jetzt gilt.
unfit-over = Dieser Vortrag ist vorbei, daran ist nichts mehr zu ändern.
unfit-not-begun = Dieser Vortrag hat noch nicht begonnen.
unfit-next-begun = Inzwischen hat der nächste Vortrag begonnen. Das Pult zeigt, was jetzt möglich ist.
unfit-far-away = Dieser Vortrag ist erst in einigen Stunden dran. Wenn das Programm stimmt, warte bitte, bis er näher rückt.
unfit-no-time-before = Der Vortrag davor hat gerade erst begonnen. Bitte starte diesen in einer Minute oder überspring den anderen.
unfit-only-talk = Es ist der letzte verbliebene Vortrag dieser Sitzung; ohne ihn gäbe es sie nicht mehr.
unfit-no-neighbour = Danach kommt kein Vortrag, mit dem er den Platz tauschen könnte.
nothing-start = Es gibt keinen Vortrag mehr zu starten.
nothing-end = Gerade läuft nichts, was sich beenden ließe.
nothing-one = Gerade läuft nichts, was sich verlängern ließe.
nothing-five = Gerade läuft nichts, was sich verlängern ließe.
nothing-skip = Es gibt keinen Vortrag mehr zu überspringen.
nothing-swap = Es gibt keine Vorträge mehr zu tauschen.
nothing-undo = Es gibt nichts, was sich rückgängig machen ließe.

done = Erledigt: { $what }. **{ press-undo }** am Pult nimmt es zurück.
undone = Rückgängig gemacht: { $what }.
overtaken = { $who } war einen Moment schneller: { $what }. Nichts ist doppelt geschehen; das Pult zeigt den aktuellen Stand.
overtaken-unknown = Jemand war einen Moment schneller. Nichts ist doppelt geschehen; das Pult zeigt den aktuellen Stand.
not-a-moderator = Das ist der Moderation von **{ $session }** und dem Orga-Team vorbehalten. Wenn du dazugehörst, melde dich bitte beim Orga-Team, damit ich erfahre, wer du bist.
not-expected = Dieser Knopf ist für die Moderation und die Vortragenden von **{ $session }**. Wenn du dazugehörst, melde dich bitte beim Orga-Team, damit ich erfahre, wer du bist.
moderating-busy = Ich komme gerade nicht an meine Daten, also ist nichts geschehen. Bitte drück gleich noch einmal.
here-noted = Danke, ich habe vermerkt, dass du da bist. Beginn von **{ $session }**: { $relative }.
here-known = Danke, ich weiß schon Bescheid, seit { $time }.
here-over = **{ $session }** ist seit { $end } vorbei. Trotzdem danke.
here-panel = Dein Pult ist in { $channel }.

## An das Orga-Team

report = { $count ->
    [one] Ich habe eine Ankündigung von **{ $conference }** verpasst:
   *[other] Ich habe { $count } Ankündigungen von **{ $conference }** verpasst:
}
report-line = { $what }, fällig um { $due } { $where }: { $reason }
report-time-card = { $count } Zeitansagen, die erste fällig um { $due }
report-speaker-call = { $count } Aufrufe an Vortragende, der erste fällig um { $due }
report-line-shared = { $what }, fällig um { $due } { $where }
report-reason = **{ $count }, alle aus diesem Grund:** { $reason }
report-reason-all = **Grund:** { $reason }
report-more = { $count ->
    [one] … und eine weitere, sie steht im Log.
   *[other] … und { $count } weitere, sie stehen im Log.
}
report-personal = { $count ->
    [one] Eine persönliche Erinnerung von **{ $conference }** ist nicht angekommen. Wahrscheinlich lässt die Person keine Direktnachrichten von Mitgliedern dieses Servers zu.
   *[other] { $count } persönliche Erinnerungen von **{ $conference }** sind nicht angekommen. Wahrscheinlich lassen die Personen keine Direktnachrichten von Mitgliedern dieses Servers zu.
}
report-in-direct = als Direktnachricht
channel-off = **Ich poste nichts mehr in { $channel }**: Discord hat dort drei Ankündigungen nacheinander abgelehnt. { $reason }
    Ich versuche es alle fünf Minuten wieder, außerdem sofort nach einem Neustart und auf `talkbell outbox retry` hin. Bis dahin erscheint dort nichts; was ausgeblieben ist, liste ich hier auf, höchstens einmal pro Stunde.
channel-on = { $channel } nimmt meine Ankündigungen wieder an.
alarm-stalled = Seit { $seconds } Sekunden habe ich mich nicht um die Ankündigungen gekümmert, es können also welche fehlen. Bitte sieh im Log von talkbell nach und starte es neu.
alarm-over-stalled = Ich kümmere mich wieder um die Ankündigungen. Was inzwischen ausgeblieben ist, melde ich von selbst.
alarm-store = Ich komme nicht an meine Datenbank: { $why }. Solange ich nichts festhalten kann, poste ich auch nichts.
alarm-over-store = Ich komme wieder an meine Datenbank; die Ankündigungen gehen weiter.
alarm-overdue = { $count ->
    [one] Eine Ankündigung ist überfällig, fällig war sie um { $since }.
   *[other] { $count } Ankündigungen sind überfällig, die erste war um { $since } fällig.
} Ich versuche es weiter; vielleicht ist Discord oder das Netz langsam.
alarm-over-overdue = Nichts ist mehr überfällig.
alarm-programme = Ich konnte das Programm nicht neu lesen: { $why }. Das letzte brauchbare gilt weiter.
alarm-over-programme = Ich kann das Programm wieder lesen.
alarm-gateway = Meine Verbindung für Befehle und Knöpfe ist seit { $seconds } Sekunden weg, darum bleiben sie ohne Antwort. Die Ankündigungen gehen weiter.
alarm-over-gateway = Befehle und Knöpfe werden wieder beantwortet.

held-summary = Die Quelle des Programms hat sich so stark geändert, dass ich lieber frage. Noch ausstehend: { $ahead ->
    [one] ein Vortrag
   *[other] { $ahead } Vorträge
}. Davon würden ausfallen: { $gone }, verschoben: { $moved }. Bis zu deiner Entscheidung bleibt das Programm, wie es war.
held-gone = **{ $title }**, { $start }: fällt aus
held-moved = **{ $title }**: von { $from } auf { $to }
held-added = { $count ->
    [one] Ein Vortrag käme hinzu.
   *[other] { $count } Vorträge kämen hinzu.
}
held-more = { $count ->
    [one] … und noch eines.
   *[other] … und { $count } weitere.
}
button-held-apply = Übernehmen
button-held-keep = Altes behalten
held-applied = { $who } hat die Änderung übernommen: Das Programm entspricht jetzt seiner Quelle.
held-kept = { $who } behält das alte Programm. Wenn die Quelle wieder etwas anderes sagt, übernehme ich es oder frage erneut.
held-over = Schon erledigt: Die Quelle sagt inzwischen etwas anderes, hier ist nichts mehr zu entscheiden.
held-decided = Das ist schon entschieden, oder die Quelle sagt inzwischen etwas anderes. /conference status zeigt den aktuellen Stand.
organisers-only = Das kann nur das Orga-Team: alle, die diesen Server verwalten oder seine Orga-Rolle haben.

notice-session-opening = Eröffnung von **{ $subject }**
notice-session-closing = Abschluss von **{ $subject }**
notice-talk-ping = Glocke vor **{ $subject }**
notice-talk-start = Beginn von **{ $subject }**
notice-qa-opening = Eröffnung der Fragerunde **{ $subject }**
notice-moderator-call = Aufruf an die Moderation von **{ $subject }**
notice-moderator-again = zweiter Aufruf an die Moderation von **{ $subject }**
notice-backup-call = Aufruf an die Ersatzmoderation von **{ $subject }**
notice-moderator-missing = Hinweis, dass niemand **{ $subject }** moderiert
notice-speaker-call = Aufruf an die Vortragenden von **{ $subject }**
notice-time-card = Zeitansage für **{ $subject }**
notice-panel = Moderationspult für **{ $subject }**
notice-qa-soon = Erinnerung an die kommende Fragerunde **{ $subject }**
notice-qa-now = Erinnerung, dass die Fragerunde **{ $subject }** beginnt
notice-qa-ending = Erinnerung, dass die Fragerunde **{ $subject }** endet
notice-question-held = Bitte um Freigabe der Frage **{ $subject }**
notice-qa-opened = Eröffnung der Fragen zu **{ $subject }**
notice-question-now = Aufruf zur Antwort auf Frage **{ $subject }**
notice-question-answered = Bescheid an die Person hinter Frage **{ $subject }**
notice-questions-left = Liste der übrigen Fragen zu **{ $subject }**
notice-questions-in-thread = Thread der übrigen Fragen zu **{ $subject }**
notice-reminder = persönliche Erinnerung an **{ $subject }**
notice-reminder-change = persönlicher Hinweis auf eine Änderung bei **{ $subject }**
notice-catch-up = Liste dessen, was ausblieb, während talkbell weg war
notice-channel-off = Hinweis, dass ein Kanal nichts annimmt
notice-channel-on = Hinweis, dass ein Kanal wieder Ankündigungen annimmt
notice-change = Hinweis auf eine Änderung im Programm
notice-report = Bericht an das Orga-Team
notice-held = Rückfrage zu einer Änderung im Programm
notice-test = Probenachricht, als Test gekennzeichnet

reason-away = talkbell lief da gerade nicht, und als es zurückkam, war es zu spät.
reason-past = Es war schon vorbei, als talkbell dieses Programm zum ersten Mal las.
reason-asleep = Der Rechner von talkbell stand da gerade still, oder seine Uhr wurde gestellt, und als es weiterging, war es zu spät.
reason-off = In diesem Kanal wird nichts mehr gepostet, weil Discord es immer wieder abgelehnt hat. { $last }
reason-behind = talkbell konnte es nicht rechtzeitig posten.
reason-tried = { $attempts ->
    [one] Ein Versuch, bis es zu spät war. { $last }
   *[other] { $attempts } Versuche, bis es zu spät war. { $last }
}

## An das Orga-Team, auf seine Befehle

status-declared = **{ $conference }** (`{ $id }`), in der Konfigurationsdatei festgelegt: Was dort steht, wird auch dort geändert.
status-set-up = **{ $conference }** (`{ $id }`), per Befehl eingerichtet.
status-source = Programm: { $source }, gelesen { $read }
status-source-unread = Programm: { $source }, seit meinem Start nicht gelesen
status-trouble = ⚠ Der letzte Versuch ist gescheitert, deshalb gilt das letzte brauchbare Programm weiter: { $why }
status-channel = Ankündigungen erscheinen in { $channel }. Einen Kanal für Moderation und Orga-Team gibt es nicht.
status-channels = Ankündigungen erscheinen in { $channel }, alles für Moderation und Orga-Team in { $moderators }.
status-paused = ⏸ Pausiert { $since } von { $who }: Bis /conference resume wird nichts angekündigt.
status-counts = Ankündigungen: { $posted } gepostet, { $open } ausstehend, { $missed } verpasst, { $failed } gescheitert.
status-next = Was als Nächstes kommt
status-next-line = { $time } · { $what } · { $where }
status-nothing = Keine Ankündigung steht aus.
place-direct = direkt an { $user }
preview = { $count ->
    [0] Bis { $until } wird nichts gepostet.
    [one] Eine Nachricht bis { $until }:
   *[other] { $count } Nachrichten bis { $until }:
}
preview-line = { $time } · { $where } · { $text }
preview-time-cards = Zeitkarten für **{ $title }**: { $minutes } min vor dem Ende
preview-time-cards-and-up = Zeitkarten für **{ $title }**: { $minutes } min vor dem Ende und am Ende
preview-time-up = **Die Zeit ist um** für **{ $title }**
preview-more = { $count ->
    [one] … und eine weitere.
   *[other] … und { $count } weitere.
}
test-post = **Das ist nur ein Test.** talkbell kann hier posten, und so werden seine Ankündigungen aussehen. Gerade findet nichts statt.
test-filed = Ich poste eine Probenachricht, als Test gekennzeichnet, in { $channel }. Falls sie nicht erscheint, sagt /conference status, warum.
pause-paused = Pausiert. Von **{ $conference }** wird bis /conference resume nichts angekündigt; was in der Zwischenzeit fällig wird, melde ich als verpasst.
pause-already = **{ $conference }** ist schon pausiert.
resume-resumed = **{ $conference }** geht weiter. Was jetzt zu spät wäre, melde ich als verpasst.
resume-running = **{ $conference }** war nicht pausiert.
refresh-unchanged = Ich habe das Programm gelesen: Nichts hat sich geändert.
refresh-changed = Ich habe das Programm gelesen und seine Änderungen übernommen.
refresh-held = Ich habe das Programm gelesen. Es hat sich so stark geändert, dass ich lieber frage: Die Frage steht unter /conference status.
refresh-failed = Ich konnte das Programm nicht lesen, deshalb gilt das letzte brauchbare weiter: { $why }
refresh-given = Dieses Programm kam als Datei, da gibt es nichts neu zu lesen. Gib mir mit /conference import ein anderes.
import-first = So habe ich es verstanden. Übernehmen?
import-same = Das ist das Programm, das schon gilt.
import-changes = Gegenüber dem geltenden Programm: { $added } neu, { $removed } entfallen, { $moved } verschoben, { $room } in einem anderen Raum, { $title } umbenannt. Übernehmen?
import-applied = Übernommen: Das Programm gilt, und seine Ankündigungen sind geplant.
import-unusable = Das kann ich nicht als Programm verwenden: { $why }
import-nothing = Gib mir mit dem Befehl eine Datei oder eine Adresse.
import-both = Gib mir eine Datei oder eine Adresse, nicht beides.
import-large = { $name } ist zu groß für ein Programm.
import-declared = Das Programm von **{ $conference }** ist in der Konfigurationsdatei festgelegt und wird dort geändert. /conference refresh liest es sofort neu.
programme-summary = **{ $title }**: { $sessions ->
    [one] eine Sitzung
   *[other] { $sessions } Sitzungen
}, { $talks ->
    [one] ein Vortrag
   *[other] { $talks } Vorträge
}, von { $first } bis { $last }, Zeitzone { $zone }.
proposal-discarded = Verworfen; nichts hat sich geändert.
proposal-gone = Ich weiß nicht mehr, worum es ging. Bitte gib den Befehl noch einmal.
setup = **{ $name }** wird eingerichtet. Wähle unten aus und drück dann auf **{ button-setup-done }**.
setup-source = Programm: { $source }
setup-channel = Ankündigungen: { $channel }
setup-moderators = Moderation und Orga-Team: { $channel }
setup-role = Die Glocke erwähnt: { $role }
setup-zone = Zeitzone: { $zone }
setup-language = Sprache: { $language }
setup-unset = –
setup-unread = Ich konnte das Programm nicht lesen: { $why }
setup-choose-channel = Der Kanal für Ankündigungen
setup-choose-moderators = Der Kanal für Moderation und Orga-Team
setup-choose-role = Die Rolle, die die Glocke erwähnt (oder keine)
setup-choose-zone = Die Zeitzone des Programms, falls es keine nennt
setup-form = Das Programm
setup-field-source = Adresse des Programms
setup-hint-source = https://… – oder leer lassen und /conference import verwenden
setup-field-zone = Zeitzone, falls das Programm keine nennt
setup-hint-zone = Europe/Berlin
setup-field-year = Jahr, falls das Programm keines nennt
setup-hint-year = 2026
setup-zone-unknown = { $zone } kenne ich nicht als Zeitzone. Schreib zum Beispiel Europe/Berlin.
setup-year-unknown = { $year } kann ich nicht als Jahr verwenden.
setup-taken = Eine Konferenz namens { $name } gibt es schon. Wähle einen anderen Namen.
setup-unnamed = Dieser Name hat keine Buchstaben, die ich verwenden kann. Wähle einen anderen.
setup-done = **{ $name }** ist eingerichtet. { $next }
setup-next-import = Gib mir jetzt mit /conference import das Programm.
setup-next-status = /conference status zeigt, was kommt, und /conference test postet eine Probenachricht.
no-conference-yet = Auf diesem Server gibt es noch keine Konferenz. /conference setup richtet eine ein.
button-setup-form = Adresse, Zeitzone, Jahr …
button-setup-language = Wechseln zu { $language }
button-setup-look = Ansehen
button-setup-done = Einrichten
button-discard = Verwerfen
reason-paused = Die Ankündigungen waren pausiert, von { $who }.

## An das Orga-Team: welcher Raum wohin gehört, und wer wer ist

routes = Wo **{ $conference }** angekündigt wird. Was keinen eigenen Kanal hat, erscheint in { $channel }. Für eine einzelne Sitzung: /conference routes session:
routes-line = **{ $name }** → { $to }
routes-line-declared = **{ $name }** → { $to } · in der Konfigurationsdatei
routes-line-none = **{ $name }** · kein eigener Kanal
routes-session-line = Sitzung **{ $name }** → { $to }
routes-session-line-declared = Sitzung **{ $name }** → { $to } · in der Konfigurationsdatei
routes-session-line-none = Sitzung **{ $name }**
routes-suggested = 💡 **{ $name }** → { $to }?
routes-stray = ⚠ { $line } · nicht im Programm
routes-none = Das Programm nennt keine Räume.
routes-choose = Ein Raum, der einen Kanal bekommt
routes-choose-session = Eine Sitzung mit eigenem Kanal
routes-choose-one = Sein Kanal
routes-edit = **{ $name }** wird in { $to } angekündigt.
routes-edit-none = **{ $name }** hat keinen eigenen Kanal.
routes-edit-declared = **{ $name }** wird in { $to } angekündigt. Das steht in der Konfigurationsdatei und wird dort geändert.
routes-hint = Was gepostet ist, bleibt, wo es ist. Was noch kommt, erscheint in dem Kanal, den du wählst.
routes-set = **{ $name }** wird ab jetzt in { $to } angekündigt.
routes-dropped = **{ $name }** hat keinen eigenen Kanal mehr.
routes-lacking = ⚠ In { $to } fehlen mir Rechte: { $permissions }. In Discord: Kanal bearbeiten, Berechtigungen, und gib sie meiner Rolle.
routes-gone = Diesen Raum oder diese Sitzung gibt es im Programm nicht mehr.
routes-session-meant = Im Programm gibt es keine Sitzung „{ $name }“. Meinst du „{ $meant }“?
routes-session-unknown = Im Programm gibt es keine Sitzung „{ $name }“. Tippe einen Teil des Titels und wähle aus der Liste.
people = Wer die Leute von **{ $conference }** auf Discord sind. Wer hier bekannt ist, wird gerufen, meldet sich an, bekommt Zeitkarten und darf die eigenen Sitzungen moderieren. Für einen einzelnen Namen: /conference moderators name:
people-line = **{ $name }** → { $to }
people-line-declared = **{ $name }** → { $to } · in der Konfigurationsdatei
people-line-none = **{ $name }** · noch nicht bekannt
people-moderator = { $line } · Moderation
people-suggested = 💡 **{ $name }** → { $to }?
people-none = Das Programm nennt niemanden.
people-choose = Ein Name, um zu sagen, wer das ist
people-choose-one = Wer das auf diesem Server ist
people-edit = **{ $name }** ist { $to }.
people-edit-none = Ich weiß noch nicht, wer **{ $name }** auf Discord ist.
people-edit-declared = **{ $name }** ist { $to }. Das steht in der Konfigurationsdatei und wird dort geändert.
people-hint = Rufe, Erinnerungen und Rechte folgen sofort.
people-set = **{ $name }** ist { $to }. Rufe, Erinnerungen und Rechte folgen ab jetzt.
people-dropped = Ich weiß nicht mehr, wer **{ $name }** ist.
people-gone = Diesen Namen gibt es im Programm nicht mehr.
people-meant = „{ $name }“ steht nicht im Programm. Meinst du „{ $meant }“?
people-unknown = „{ $name }“ steht nicht im Programm. Tippe einen Teil des Namens und wähle aus der Liste.
assigned-more = { $count ->
    [one] … und noch einer.
   *[other] … und { $count } weitere.
}
suggested-used = { $count ->
    [0] Das war schon alles entschieden.
    [one] Erledigt: einer ist gesetzt.
   *[other] Erledigt: { $count } sind gesetzt.
}
status-routes = { $count ->
    [one] Ein Raum oder eine Sitzung hat einen eigenen Kanal: /conference routes
   *[other] { $count } Räume und Sitzungen haben eigene Kanäle: /conference routes
}
button-use-these = Diese nehmen ({ $count })
button-page-earlier = ◀ Zurückblättern
button-page-later = Weiterblättern ▶
button-back = Zurück
button-routes-drop = Kanal wegnehmen
button-people-drop = Vergessen, wer das ist

## Antworten

now-elsewhere = { $count ->
    [one] Anderswo läuft ein Vortrag:
   *[other] Anderswo laufen { $count } Vorträge:
}
now-in-all = { $count } Vorträge laufen, in { $conferences } Konferenzen.
next-in-all = Was als Nächstes kommt, in { $conferences } Konferenzen:
conference-heading = **{ $conference }**
now-pause = Gerade läuft nichts in **{ $session }**. Als Nächstes, { $relative }:
now-before = Gerade läuft nichts. **{ $session }** beginnt { $relative } mit:
now-ended = Es läuft nichts mehr: **{ $session }** ist { $relative } zu Ende gegangen ({ $end }).
now-next = Als Nächstes, { $relative }: **{ $title }**
now-last = Das ist der letzte Vortrag der Sitzung.
ends = Endet { $relative }.
starts = Beginnt { $relative }.
ended = Endete { $relative }.
now-parallel = { $count ->
    [one] Gerade läuft ein Vortrag.
   *[other] Gerade laufen { $count } Vorträge.
}
now-next-parallel = { $count ->
    [one] Ein weiterer beginnt { $relative }.
   *[other] { $count } weitere beginnen { $relative }.
}
now-before-parallel = Gerade läuft nichts. Als Nächstes, { $relative }:
now-line = **{ $room }** · { $title } · bis { $end }
next-parallel = Als Nächstes, { $relative }:
next-line = { $time } · **{ $room }** · { $title }
more-parallel = { $count ->
    [one] … und ein weiterer.
   *[other] … und { $count } weitere.
}
menu-more-about = Mehr über …
menu-sessions = Andere Sitzung …
menu-days = Anderer Tag …
menu-day = { $weekday ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[other] Sonntag
}, { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[other] Dezember
} { $year }
button-more-sessions = Weitere Sitzungen ({ $page } von { $pages })
button-calendar = Kalender abonnieren
next-none = Danach kommt nichts mehr: **{ $title }** ist der letzte Vortrag. Ende { $relative }.
abstract-none = Zu **{ $title }** steht keine Kurzfassung im Programm.
abstract-page = Kurzfassung, Seite { $page } von { $pages }
talk-unknown = Kein Vortrag passt zu „{ $text }“. Wähle beim Tippen einen aus der Liste oder sieh in /schedule nach.
talk-gone = Dieser Vortrag steht nicht mehr im Programm. /schedule zeigt, was jetzt gilt.
schedule-other = Weitere Sitzungen
schedule-over = vorbei
schedule-now = jetzt
no-conference = talkbell begleitet auf diesem Server keine Konferenz. Das Orga-Team kann eine in der Konfiguration von talkbell eintragen.
no-conference-direct = Zu dieser Unterhaltung gehört keine Konferenz, die ich begleite. Bitte frag mich auf dem Server der Konferenz.
went-wrong = Bei mir ist etwas schiefgegangen. Bitte versuch es noch einmal; das Orga-Team findet die Ursache im Log.
command-unknown = Diesen Befehl kenne ich nicht mehr oder noch nicht. Gib / ein, um zu sehen, welche ich kenne.
button-outdated = Dieser Knopf gehört zu einem Programm, das ich nicht mehr habe. /schedule zeigt das aktuelle.

button-abstract = Kurzfassung
button-rest = Weiterlesen
button-next-page = Nächste Seite
button-next = Was kommt als Nächstes?
button-schedule = Programm
button-now = Was läuft gerade?
button-here = Ich bin da

## Warum diese Nachricht?

why = Art der Nachricht: { $what }.
why-due = Fällig: { $due }
    { $posted }
why-posted = Gepostet: { $posted }, { $lateness }
why-on-time = pünktlich
why-seconds-late = { $seconds } Sekunden zu spät
why-minutes-late = { $minutes ->
    [one] eine Minute zu spät
   *[other] { $minutes } Minuten zu spät
}
why-unrecorded = Ich prüfe noch, ob sie angekommen ist. Sie ist es, wie du siehst.
why-attempts = { $attempts ->
    [one] Gleich der erste Versuch kam bei Discord an.
   *[other] Es brauchte { $attempts } Versuche.
}
why-uncorrected = Das Programm hat sich seither geändert, und ich konnte diese Nachricht nicht berichtigen: { $reason }
why-foreign = Das ist keine meiner Ankündigungen, deshalb weiß ich nichts darüber. Wähle eine, die ich von selbst gepostet habe, etwa die Glocke vor einem Vortrag.
why-forgotten = Das sieht nach einer meiner Ankündigungen aus, steht aber nicht in meinen Aufzeichnungen.
why-busy = Ich komme gerade nicht an meine Aufzeichnungen. Bitte frag gleich noch einmal.

## Fragen: an alle, die fragen

question-about = zu **{ $title }**
question-to-all = an alle
question-unnamed = anonym
question-votes = { $count ->
    [0] noch keine Stimmen
    [one] 1 Stimme
   *[other] { $count } Stimmen
}
question-signed = { $by } · { $votes }
question-state = { $state ->
    [held] wartet auf Freigabe
    [open] offen
    [current] gerade dran
    [answered] beantwortet
    [dismissed] von der Moderation entfernt
    [withdrawn] zurückgezogen
    [merged] mit einer anderen Frage zusammengelegt
   *[other] { $state }
}
question-form = Zu: { $title }
question-form-all = Eine Frage an alle
question-form-edit = Frage #{ $number }, neu formuliert
question-form-words = Deine Frage
question-form-hint = Eine einzige Frage, so wie du sie laut stellen würdest
question-form-name = Dein Name (leer lassen für anonym)
question-form-unnamed = Niemand sieht, wer fragt
question-which = Zu welchem Vortrag von **{ $session }** ist deine Frage?
question-which-running = Gerade laufen mehrere Vorträge. Zu welchem gehört deine Frage?
question-which-menu = Vortrag wählen
question-offer-all = Zu keinem davon: eine Frage an alle
question-instead = { $count ->
    [one] Jemand hat etwas Ähnliches gefragt. Lieber dafür stimmen? Deine Frage ist **noch nicht** gestellt.
   *[other] Andere haben etwas Ähnliches gefragt. Lieber für eine davon stimmen? Deine Frage ist **noch nicht** gestellt.
}
question-instead-own = Deine:
    { $text }
question-taken = Deine Frage **#{ $number }** { $about } steht auf der Tafel (Name: { $by }):
question-taken-held = Deine Frage **#{ $number }** { $about } ist notiert (Name: { $by }). Sie kommt auf die Tafel, sobald die Moderation sie freigibt:
question-edited = Deine Frage **#{ $number }** { $about } lautet jetzt:
question-edited-held = Deine Frage **#{ $number }** { $about } lautet jetzt so. Die Moderation muss sie freigeben, bevor sie auf der Tafel steht:
question-asked-already = Das hast du schon gefragt: **#{ $number }** { $about }, Stand: { $state }.
question-withdrawn = Deine Frage **#{ $number }** ist zurückgezogen:
question-has-votes = { $count ->
    [one] Noch jemand möchte **#{ $number }** in diesem Wortlaut, deshalb bleibt er so. Du kannst die Frage zurückziehen und neu fragen.
   *[other] { $count } Personen möchten **#{ $number }** in diesem Wortlaut, deshalb bleibt er so. Du kannst die Frage zurückziehen und neu fragen.
}
question-is-past = **#{ $number }** lässt sich nicht mehr ändern (Stand: { $state }):
question-vote-added = Du möchtest **#{ $number }** auch beantwortet haben. Die Frage hat { $votes }:
question-vote-taken-back = Du hast deine Stimme für **#{ $number }** zurückgenommen. Die Frage hat { $votes }:
question-vote-own = **#{ $number }** ist deine eigene Frage, sie hat deine Stimme also schon:
question-vote-closed = **#{ $number }** steht nicht mehr auf der Tafel (Stand: { $state }):
question-vote-unknown = Meine Aufzeichnungen antworten nicht, deshalb weiß ich nicht, ob deine Stimme jetzt zählt. Bitte sieh gleich noch einmal in die Fragen und drücke nur dann noch einmal, wenn es nicht so ist, wie du es willst.
question-vote-blocked = Die Moderation hat deine Fragen und Stimmen in dieser Konferenz gesperrt. Bitte wende dich an das Orga-Team.
question-too-fast = Das waren viele Fragen in kurzer Zeit. Die nächste kannst du { $relative } stellen. Deine, zum Kopieren:
question-too-many = { $most ->
    [one] Eine Frage von dir wartet schon, und mehr geht nicht. Zieh sie zurück, um diese zu stellen:
   *[other] { $most } Fragen von dir warten schon, und mehr geht nicht. Zieh eine zurück, um diese zu stellen:
}
question-blocked = Die Moderation hat deine Fragen und Stimmen in dieser Konferenz gesperrt. Bitte wende dich an das Orga-Team.
question-empty = Darin steht keine Frage. Bitte schreib sie aus.
question-too-long = Das sind { $length } Zeichen, und eine Frage darf höchstens { $most } haben. Bitte kürze sie und frag noch einmal:
question-not-saved = Ich konnte deine Frage gerade nicht speichern, sie ist also **nicht** gestellt. Bitte versuch es gleich noch einmal. Deine, zum Kopieren:
question-no-session = Gerade läuft keine Sitzung, deshalb weiß ich nicht, worauf sich deine Frage bezieht. Nenne einen Vortrag: `/ask talk:…`
questions-busy = Ich komme gerade nicht an die Fragen. Bitte versuch es gleich noch einmal.
question-qa-over = Die Fragerunde dieser Sitzung ist vorbei, eine neue Frage würde hier niemand mehr beantworten. Ihre Threads stehen allen offen.
question-draft-gone = Ich habe deinen Text nicht mehr. Bitte frag noch einmal.
question-gone = Diese Frage gibt es nicht mehr.
question-not-yours = Das kann nur, wer die Frage gestellt hat.

questions-of = **Fragen** · { $place }
questions-none = **Fragen** · { $place }
    Noch hat niemand etwas gefragt. Mach den Anfang!
questions-stage-open = Die Fragerunde läuft: Gefragt wird Vortrag für Vortrag, das Beliebteste zuerst.
questions-stage-closed = Die Fragerunde ist vorbei; was übrig ist, kann in den Threads beantwortet werden.
questions-current = **Jetzt dran** · #{ $number } · { $about }
question-entry = **#{ $number }** · { $about }
question-entry-own = **#{ $number }** · { $about } · *deine*
question-entry-bare = **#{ $number }**
question-entry-bare-own = **#{ $number }** · *deine*
questions-page = Seite { $page } von { $pages } · { $count } Fragen
questions-more = { $count ->
    [one] … und eine weitere: /questions zeigt alle.
   *[other] … und { $count } weitere: /questions zeigt alle.
}

button-ask = Frage stellen
button-ask-again = Noch einmal fragen
button-ask-anyway = Meine trotzdem stellen
button-upvote-it = Dafür stimmen
button-upvote-this = Für #{ $number } stimmen
button-edit = Ändern
button-withdraw = Zurückziehen
button-questions = Alle Fragen
button-vote = ▲ { $count } · #{ $number }
button-voted = ✓ { $count } · #{ $number }
button-vote-own = { $count } · #{ $number } · deine
button-earlier = Zurück
button-later = Mehr

## Fragen: an alle

qa-opened = Die **Fragerunde** zu **{ $session }** ist eröffnet. Frag über den Knopf oder mit /ask und stimm für das, was du wissen willst. Bisher am beliebtesten:
qa-opened-empty = Die **Fragerunde** zu **{ $session }** ist eröffnet. Frag über den Knopf oder mit /ask: Noch ist keine Frage da.
question-now = **Frage #{ $number }** { $about }:
question-now-by = **Frage #{ $number }** { $about } ({ $speakers }):
qa-opened-taken-back = Das war ein Versehen: Die **Fragerunde** hat noch nicht begonnen. Fragen sind trotzdem willkommen.
question-now-taken-back = { $state ->
    [open] **Frage #{ $number }** ist zurück auf der Tafel und gerade nicht dran:
   *[other] **Frage #{ $number }** wird doch nicht gestellt:
}
question-answered-taken-back = { $state ->
    [current] Das war ein Versehen: Deine Frage **#{ $number }** ist gerade dran.
   *[other] Das war ein Versehen: Deine Frage **#{ $number }** hat noch keine Antwort.
}
question-answered = Deine Frage **#{ $number }** in **{ $session }** wurde um { $time } beantwortet, in { $channel }:
questions-left = { $count ->
    [one] Eine Frage zu **{ $title }** ist übrig. In diesem Thread geht es damit weiter.
   *[other] { $count } Fragen zu **{ $title }** sind übrig. In diesem Thread geht es damit weiter.
}
questions-left-all = { $count ->
    [one] Eine Frage an alle ist übrig. In diesem Thread geht es damit weiter.
   *[other] { $count } Fragen an alle sind übrig. In diesem Thread geht es damit weiter.
}
questions-thread = { $count ->
    [one] Diese Frage ist übrig. Wer eine Antwort weiß, schreibt sie bitte hierher:
   *[other] Diese Fragen sind übrig. Wer eine Antwort weiß, schreibt sie bitte hierher:
}
questions-thread-for = { $whom }: { $count ->
    [one] Diese Frage ist noch offen. Bitte beantworte sie hier, sobald du kannst:
   *[other] Diese Fragen sind noch offen. Bitte antworte hier, sobald du kannst:
}
questions-thread-name = Fragen: { $title }
questions-thread-name-all = Fragen an alle

## Fragen: an die Moderation

question-held = **Frage #{ $number }** { $about } wartet auf Freigabe (Name: { $by }):
question-settled = { $said } ({ $by })
qa-now-asked = **Jetzt dran** · #{ $number } · { $about }
qa-nothing-asked = **Gerade ist keine Frage dran.**
qa-next = **Als Nächstes** · #{ $number } · { $about }
qa-counts = { $open ->
    [one] 1 Frage ist offen
   *[other] { $open } Fragen sind offen
}, { $answered ->
    [0] noch keine beantwortet.
    [one] 1 beantwortet.
   *[other] { $answered } beantwortet.
}
qa-held = { $count ->
    [one] Eine Frage wartet auf Freigabe:
   *[other] { $count } Fragen warten auf Freigabe:
}
qa-unasked = Zu **{ $title }** gibt es noch keine Frage. Du könntest fragen: „{ $seed }“
seed-1 = Was war bei dieser Arbeit die größte Überraschung?
seed-2 = Was wäre der nächste Schritt, mit einem weiteren Jahr dafür?
seed-3 = Wo stößt das an Grenzen, und was lässt sich daraus lernen?
seed-4 = Was sollte mitnehmen, wer von dieser Sitzung sonst nichts gehört hat?
act-open = Die Fragerunde ist eröffnet; im Kanal steht es auch.
act-end = Die Fragerunde ist zu Ende. Was übrig ist, geht in Threads weiter.
act-next = **#{ $number }** ist jetzt dran; der Kanal zeigt es.
act-next-none = **#{ $number }** ist beantwortet. Keine weitere Frage ist offen.
act-answered = **#{ $number }** ist beantwortet; wer gefragt hat, bekommt Bescheid.
act-dismissed = **#{ $number }** ist von der Tafel genommen.
act-approved = **#{ $number }** steht auf der Tafel.
act-put-back = **#{ $number }** ist zurück auf der Tafel.
act-reopened = **#{ $number }** steht wieder auf der Tafel.
act-merged = **#{ $number }** ist in **#{ $into }** aufgegangen, dort jetzt: { $votes }.
act-undone = Rückgängig gemacht.
refused-overtaken = Jemand war einen Moment schneller, also ist nichts geschehen. Der aktuelle Stand:
refused-not-theirs = Das kann nur, wer die Frage gestellt hat.
refused-not-from = Das geht nicht, Stand der Frage: { $state }.
refused-unknown = In dieser Sitzung gibt es keine Frage #{ $number }. /questions zeigt alle.
refused-open-already = Die Fragerunde ist schon eröffnet.
refused-not-opened = Die Fragerunde ist nicht eröffnet.
refused-ended-already = Die Fragerunde ist schon zu Ende.
refused-moved-on = Die Fragerunde ist schon weiter: Jetzt ist **#{ $number }** dran.
refused-moved-on-none = Die Fragerunde ist schon weiter: Gerade ist keine Frage dran.
refused-long-over = Die Session ist seit { $end } zu Ende ({ $relative }), also ist niemand mehr da. Was übrig ist, lässt sich in den Threads beantworten.
refused-none-waiting = Keine Frage ist offen.
refused-nothing-asked = Gerade ist keine Frage dran. Nenne eine oder drück auf **{ button-next-question }**.
refused-into-itself = Eine Frage lässt sich nicht mit sich selbst zusammenlegen.
refused-not-into = Das geht nicht, Stand der anderen Frage: { $state }.
refused-moderators-only = Das können nur die Moderation dieser Sitzung und das Orga-Team. Eigene Fragen: /ask.
refused-no-session = Hier gibt es gerade keine Sitzung zu moderieren.
blocked = { $whom } kann in dieser Konferenz nicht mehr fragen oder abstimmen.
blocked-already = { $whom } ist schon gesperrt.
unblocked = { $whom } kann wieder fragen und abstimmen.
unblocked-already = { $whom } ist nicht gesperrt.
blocked-author = Die Person hinter dieser Frage
blocked-whom = Nenne eine Person oder eine Frage von ihr.
questions-exported = { $count ->
    [one] Die eine Frage, als Tabelle und zum Lesen.
   *[other] Alle { $count } Fragen, als Tabelle und zum Lesen.
}
record-title = Fragen: { $title }
record-to-all = An alle
record-line = - **#{ $number }** { $text } ({ $by }, { $votes }; { $merged ->
    [1] zusammengelegt mit #{ $into }
   *[other] { $state }
}, { $at } Uhr)

button-next-question = Nächste Frage
button-open-qa = Q&A eröffnen
button-end-qa = Q&A beenden
button-answered = Beantwortet
button-put-back = Zurück auf die Tafel
button-dismiss = Entfernen
button-approve = Freigeben
button-undo = Rückgängig
button-seed = Vorschlag stellen

## Erinnerungen

reminder = { $minutes ->
    [0] **{ $title }** beginnt gleich, in { $where }.
    [one] **{ $title }** beginnt in 1 Minute, um { $time }, in { $where }.
   *[other] **{ $title }** beginnt in { $minutes } Minuten, um { $time }, in { $where }.
}
reminder-late = **{ $title }** hat { $relative } begonnen, in { $where }.
reminder-changes = { $count ->
    [one] Bei deinen Erinnerungen hat sich etwas geändert:
   *[other] Bei deinen Erinnerungen hat sich etwas geändert:
}
remind = Ich erinnere dich um { $time } an **{ $title }**, { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
} vor Beginn, per Direktnachricht.
remind-shorter = **{ $title }** beginnt bald, darum erinnere ich dich um { $time }, { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
} vorher, per Direktnachricht.
remind-soon = **{ $title }** beginnt gleich, { $relative }, in { $where }. Bleib hier, dann verpasst du nichts.
remind-runs = **{ $title }** läuft schon, in { $where }.
remind-over = **{ $title }** ist vorbei.
remind-cancelled = **{ $title }** fällt aus. Sollte sich das ändern, steht es in diesem Kanal.
remind-dropped = Ich erinnere dich nicht mehr an **{ $title }**.
remind-full = Du hast { $count } Erinnerungen, und mehr kann ich mir für eine Person nicht merken. Lösche eine, um Platz zu schaffen.
remind-closed = Meine letzte Nachricht hat dich allerdings nicht erreicht. Bitte erlaube Direktnachrichten von Mitgliedern dieses Servers: Servername, Privatsphäre-Einstellungen, Direktnachrichten.
remind-off = Diese Konferenz verschickt keine Erinnerungen. Im Kanal läutet vor jedem Vortrag die Glocke.
remind-busy = Ich komme gerade nicht an meine Aufzeichnungen, also hat sich nichts geändert. Bitte versuch es gleich noch einmal.
remind-menu = Erinnere mich an …
reminders = { $count ->
    [one] Ich erinnere dich an einen Vortrag:
   *[other] Ich erinnere dich an { $count } Vorträge:
}
reminders-line = { $time } · **{ $title }** · { $where } · { $minutes ->
    [one] eine Minute vorher
   *[other] { $minutes } Minuten vorher
}
reminders-more = { $count ->
    [one] … und ein weiterer.
   *[other] … und { $count } weitere.
}
reminders-none = Du hast keine Erinnerungen. Drück unter einem Vortrag auf **{ button-remind }** oder nimm /remind.
reminders-drop = Eine löschen …
reminders-drop-all = { $count ->
    [0] Du hast keine Erinnerungen, die sich löschen ließen.
    [one] Deine einzige Erinnerung löschen?
   *[other] Alle { $count } Erinnerungen löschen?
}
reminders-dropped-all = { $count ->
    [0] Du hattest keine Erinnerungen.
    [one] Deine einzige Erinnerung ist gelöscht.
   *[other] Alle { $count } Erinnerungen sind gelöscht.
}
button-remind = Erinnere mich
button-remind-again = Doch erinnern
button-reminders = Meine Erinnerungen
button-drop-all = Alle löschen
button-drop-all-sure = Ja, löschen
button-keep = Behalten
command-remind = Vor einem Vortrag per Direktnachricht erinnert werden
command-reminders = Meine Erinnerungen ansehen und löschen
option-remind-talk = Ein Vortrag, der noch kommt, nach Titel oder Vortragenden
option-before = Wie viele Minuten vor dem Beginn

## Befehle

command-why = Warum diese Nachricht?
command-now = Was gerade läuft
command-next = Was als Nächstes kommt
command-abstract = Die Kurzfassung eines Vortrags
command-schedule = Das Programm dieser Sitzung
option-talk = Ein Vortrag, nach Titel oder Vortragenden; ohne Angabe der aktuelle
option-public = Die Antwort allen im Kanal zeigen
command-ask = Eine Frage zu einem Vortrag stellen
command-questions = Die Fragen des Publikums, die beliebtesten zuerst
command-qa = Für die Moderation: die Fragen des Publikums
command-qa-open = Die Fragerunde eröffnen und dem Publikum zeigen, wie man fragt
command-qa-next = Die Frage, die fairerweise als Nächstes dran ist
command-qa-answered = Eine Frage ist beantwortet
command-qa-dismiss = Eine Frage von der Tafel nehmen
command-qa-remove = Eine Frage von der Tafel nehmen und sagen, warum
command-qa-approve = Eine wartende Frage für die Tafel freigeben
command-qa-merge = Eine Frage mit einer anderen zusammenlegen
command-qa-end = Die Fragerunde beenden; was übrig ist, kommt in Threads
command-qa-block = Fragen und Stimmen einer Person sperren
command-qa-unblock = Eine Person wieder fragen und abstimmen lassen
command-qa-board = Wo die Tafel der Moderation ist, und wie sich ihre Adresse erneuern lässt
command-qa-export = Alle Fragen, Stimmen, Stände und Zeiten als Dateien
command-qa-show = Der Stand der Fragerunde, mit ihren Knöpfen
option-question-words = Deine Frage; ohne sie öffnet sich ein Formular
option-question-talk = Ein Vortrag, nach Titel oder Vortragenden; ohne Angabe der aktuelle
option-anonymous = Ohne deinen Namen fragen
option-questions-talk = Nur die Fragen zu diesem Vortrag
option-question = Eine Frage, nach Nummer oder Wortlaut
option-question-current = Eine Frage, nach Nummer oder Wortlaut; ohne Angabe die, die gerade dran ist
option-into = Die Frage, die bleibt
option-user = Wer
option-question-author = Oder wer diese Frage gestellt hat
option-why = Warum, fürs Protokoll

## Die Tafel auf einem Bildschirm

board-here = Die Tafel von **{ $session }** zeigt live alle Fragen, auf einem Bildschirm oder auf deinem Handy.
board-moderators = Weil du moderierst, hast du außerdem eine eigene Adresse, mit dem, was auf Freigabe wartet, und dem, was fairerweise als Nächstes dran ist. Behalte sie für dich: Wer sie hat, kann mitlesen.
board-closed-off = Die Tafel ist im Web nicht zu sehen. Das Orga-Team kann das ändern lassen, mit public_url unter [web] in der Konfiguration von talkbell.
board-desk = Die Tafel der Moderation von **{ $session }** zeigt auch, was auf Freigabe wartet und welche Frage gerechterweise die nächste ist. Ihre Adresse ist nur für die Moderation. Ist sie in andere Hände geraten, drück **{ button-board-renew }**: Dann ändert sie sich sofort, und die alte führt nirgendwohin.
board-renewed = Die Tafel der Moderation von **{ $session }** hat eine neue Adresse. Die alte führt nirgendwohin mehr; am Pult steht die neue.
button-board-renew = Adresse erneuern
button-board = Tafel öffnen
button-board-moderators = Deine eigene Tafel
command-board = Wo die Tafel mit den Fragen ist
option-board-talk = Ein Vortrag der Sitzung, die du meinst; ohne Angabe der laufende oder der nächste

board-language = de
board-name = Fragen
board-current = Wird gerade beantwortet
board-questions = Am beliebtesten
board-next = Als Nächstes dran
board-held = Warten auf deine Freigabe
board-more = … und { $count } weitere
board-lost = Die Verbindung ist unterbrochen. Neuer Versuch …
board-loading = Einen Moment …
board-until = bis { $time }
board-needs-script = Diese Seite braucht JavaScript, alles davon kommt von dieser Adresse.
board-unknown = Hier ist keine Tafel
board-unknown-advice = Vielleicht ist die Adresse falsch geschrieben, oder die Sitzung steht nicht mehr im Programm. Das Orga-Team hat die richtige.
board-full = Gerade sind so viele Tafeln geöffnet, dass kein Platz mehr frei ist. Bitte versuch es in einer Minute noch einmal.

board-left = verbleiben
board-starts = bis zum Beginn
board-ended = Diese Sitzung ist zu Ende.
board-hint = Frag auf Discord: mit /ask
board-empty = Noch keine Fragen. Stell die erste auf Discord: mit /ask
board-closed = Die Fragerunde ist vorbei. Danke für deine Fragen.
board-closed-empty = Die Fragerunde ist vorbei.
board-answered = { $count ->
    [one] 1 beantwortet
   *[other] { $count } beantwortet
}
board-everybody = An alle
board-talk-empty = Noch keine Frage.
board-about-by = { $name } · { $talk }
board-wanted = { $count ->
    [0] noch niemand sonst
    [one] 1 Person will das wissen
   *[other] { $count } Personen wollen das wissen
}
command-conference = Für das Orga-Team: eine Konferenz einrichten und betreuen
command-conference-setup = Eine Konferenz auf diesem Server einrichten
command-conference-import = Ein Programm aus einer Datei oder von einer Adresse übernehmen, mit Vorschau
command-conference-refresh = Das Programm jetzt neu lesen
command-conference-status = Was als Nächstes kommt, was schiefging, was auf dich wartet
command-conference-preview = Was in den nächsten Stunden gepostet wird
command-conference-routes = Welcher Raum und welche Sitzung in welchen Kanal gehört
command-conference-moderators = Wer die Moderierenden und Vortragenden auf Discord sind
option-session = Eine Sitzung
option-person = Ein Name aus dem Programm
command-conference-pause = Alle Ankündigungen anhalten
command-conference-resume = Die Ankündigungen weiterlaufen lassen
command-conference-test = Eine Probenachricht in den Kanal posten, als Test gekennzeichnet
option-conference = Welche Konferenz, falls dieser Server mehrere hat
option-name = Wie die Konferenz heißt
option-address = Wo das Programm im Web steht
option-file = Das Programm als Datei
option-hours = Wie viele Stunden voraus; ohne Angabe 3
