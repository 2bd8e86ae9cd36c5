//! Measures in Prometheus's text format: <https://prometheus.io/docs/instrumenting/exposition_formats/>.

use std::fmt::{self, Write};

use crate::app::{Deliveries, LATENESS_CLASSES, Measures};

pub(super) fn text(measures: &Measures) -> String {
    let mut text = String::new();
    // Writing into a String cannot fail.
    let _ = write(&mut text, measures);
    text
}

fn write(out: &mut String, measures: &Measures) -> fmt::Result {
    head(out, "talkbell_info", "gauge", "The running version.")?;
    writeln!(out, "talkbell_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))?;
    outbox(out, measures)?;
    deliveries(out, &measures.deliveries)?;
    if let Some(off) = measures.channels_off {
        head(out, "talkbell_channels_off", "gauge", "Channels that refuse, and are switched off.")?;
        writeln!(out, "talkbell_channels_off {off}")?;
    }
    let connected = u8::from(measures.gateway_connected);
    head(out, "talkbell_gateway_connected", "gauge", "1 while commands and buttons arrive.")?;
    writeln!(out, "talkbell_gateway_connected {connected}")?;
    head(out, "talkbell_dispatcher_beat_age_seconds", "gauge", "Time since the dispatcher went round.")?;
    writeln!(out, "talkbell_dispatcher_beat_age_seconds {}", measures.since_beat.as_secs_f64())?;
    head(out, "talkbell_programme_read_timestamp_seconds", "gauge", "When a programme was last read and usable.")?;
    for (conference, programme) in &measures.programmes {
        let Some(read) = programme.read else { continue };
        let seconds = read.timestamp();
        writeln!(out, "talkbell_programme_read_timestamp_seconds{{conference=\"{conference}\"}} {seconds}")?;
    }
    head(out, "talkbell_programme_sound", "gauge", "1 unless the last attempt to read a programme failed.")?;
    for (conference, programme) in &measures.programmes {
        let sound = u8::from(programme.trouble.is_none());
        writeln!(out, "talkbell_programme_sound{{conference=\"{conference}\"}} {sound}")?;
    }
    Ok(())
}

fn outbox(out: &mut String, measures: &Measures) -> fmt::Result {
    head(out, "talkbell_store_answers", "gauge", "1 while the store answers.")?;
    writeln!(out, "talkbell_store_answers {}", u8::from(measures.outbox.is_some()))?;
    let Some(counts) = &measures.outbox else { return Ok(()) };
    head(out, "talkbell_outbox", "gauge", "Announcements by what became of them.")?;
    for (state, many) in counts {
        writeln!(out, "talkbell_outbox{{state=\"{state}\"}} {many}")?;
    }
    let count = |wanted: &str| counts.iter().find(|(state, _)| state.as_str() == wanted).map_or(0, |(_, many)| *many);
    for (state, help) in [
        ("delivered", "Announcements that stand in their channels, over all starts."),
        ("missed", "Announcements that were not posted in time, over all starts."),
        ("failed", "Announcements that Discord refused, over all starts."),
    ] {
        let name = format!("talkbell_{state}_total");
        head(out, &name, "counter", help)?;
        writeln!(out, "{name} {}", count(state))?;
    }
    Ok(())
}

fn deliveries(out: &mut String, deliveries: &Deliveries) -> fmt::Result {
    head(out, "talkbell_attempts_total", "counter", "Attempts to post, since the start.")?;
    writeln!(out, "talkbell_attempts_total {}", deliveries.attempts)?;
    let name = "talkbell_delivery_lateness_seconds";
    head(out, name, "histogram", "From the due instant to Discord's answer, since the start.")?;
    let mut up_to = 0;
    for (bound, many) in LATENESS_CLASSES.iter().zip(deliveries.by_lateness) {
        up_to += many;
        writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {up_to}")?;
    }
    writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {}", deliveries.delivered)?;
    writeln!(out, "{name}_sum {}", deliveries.lateness_seconds)?;
    writeln!(out, "{name}_count {}", deliveries.delivered)
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}
