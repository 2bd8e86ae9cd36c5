/// A time of day as tokens gave it, before it is known to be possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw<'a> {
    pub(super) hour: &'a str,
    pub(super) minute: Option<&'a str>,
    pub(super) second: Option<&'a str>,
    pub(super) half: Option<Half>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

impl<'a> Raw<'a> {
    pub(super) const fn hour(hour: &'a str) -> Self {
        Self { hour, minute: None, second: None, half: None }
    }

    /// A number alone is a time only as `0930` or with AM or PM.
    pub(super) fn is_a_time(&self) -> bool {
        self.minute.is_some() || self.half.is_some() || self.hour.len() > 2
    }
}

/// Seconds since midnight of a start and an end; an AM or PM printed once, at the end, holds for both.
pub(super) fn range(start: Raw<'_>, end: Raw<'_>) -> Result<(u32, u32), String> {
    let ends = seconds(end)?;
    if start.half.is_some() || end.half.is_none() {
        return Ok((seconds(start)?, ends));
    }
    let with = |half| seconds(Raw { half: Some(half), ..start });
    let unchanged = || seconds(start);
    let alike = end.half.map_or_else(unchanged, with);
    match alike {
        Ok(begins) if begins < ends => Ok((begins, ends)),
        Ok(_) => with(Half::Morning).map(|begins| (begins, ends)),
        Err(_) => Ok((unchanged()?, ends)),
    }
}

fn seconds(time: Raw<'_>) -> Result<u32, String> {
    let impossible = || Err(format!("There is no time {}.", printed(time)));
    let (hour, minute) = match (time.minute, time.hour.len()) {
        (Some(minute), _) => (time.hour, minute),
        (None, 3 | 4) => time.hour.split_at(time.hour.len() - 2),
        _ => (time.hour, "00"),
    };
    let two_digits = |text: &str| text.len() == 2;
    let second = time.second.unwrap_or("00");
    let (Ok(hour), Ok(minutes), Ok(seconds)) = (hour.parse::<u32>(), minute.parse::<u32>(), second.parse::<u32>())
    else {
        return impossible();
    };
    let hour = match time.half {
        None => hour,
        Some(Half::Morning) if (1..=12).contains(&hour) => hour % 12,
        Some(Half::Afternoon) if (1..=12).contains(&hour) => hour % 12 + 12,
        Some(Half::Afternoon) if hour < 24 => hour,
        Some(_) => return impossible(),
    };
    let past_the_day = hour > 24 || hour == 24 && (minutes, seconds) != (0, 0);
    if past_the_day || minutes > 59 || seconds > 59 || !two_digits(minute) || !two_digits(second) {
        return impossible();
    }
    Ok(hour * 3600 + minutes * 60 + seconds)
}

fn printed(time: Raw<'_>) -> String {
    let minute = time.minute.map(|minute| format!(":{minute}")).unwrap_or_default();
    let second = time.second.map(|second| format!(":{second}")).unwrap_or_default();
    let half = match time.half {
        None => "",
        Some(Half::Morning) => " AM",
        Some(Half::Afternoon) => " PM",
    };
    format!("{}{minute}{second}{half}", time.hour)
}
