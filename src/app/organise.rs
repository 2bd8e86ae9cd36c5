use super::{Answer, App, Asked, Question};
use crate::text::{Action, ComponentId, Organising, button_outdated};

impl App {
    /// Answers what organisers press and order; `None` for everything else.
    pub(super) async fn organise(&self, asked: &Asked) -> Option<Answer> {
        match &asked.question {
            Question::Pressed(id) => {
                let component: ComponentId = id.parse().ok()?;
                let Action::Organise(organising) = &component.action else { return None };
                Some(self.organiser_pressed(asked, &component, organising).await)
            }
            _ => None,
        }
    }

    async fn organiser_pressed(&self, asked: &Asked, component: &ComponentId, organising: &Organising) -> Answer {
        let conference = self.conferences.get(&component.conference);
        // Whoever is in one server has no say in another.
        let here = conference.filter(|conference| Some(conference.settings.guild.value) == asked.guild);
        let Some(conference) = here else { return Answer::private(button_outdated(&self.words)) };
        match organising {
            Organising::HeldApply | Organising::HeldKeep => {
                let apply = *organising == Organising::HeldApply;
                self.decide_held(&conference, &asked.asker, component.notice.as_ref(), apply).await
            }
            _ => Answer::private(button_outdated(&self.words)),
        }
    }
}
