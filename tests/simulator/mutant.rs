/// A slip that the simulator must catch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mutant {
    /// As it should be.
    #[default]
    None,
    /// The chat gives no standing message back for a nonce.
    ForgetsNonces,
    /// The chat looks through the last 100 messages alone.
    LooksShort,
    /// The chat's messages carry no mark of their notice.
    MarksNothing,
    /// The outbox takes an abandoned claim for one that was never sent.
    RecoversToPending,
    /// The outbox takes an uncertain end for one that was never sent.
    ForgetsUncertainty,
    /// The outbox gives out what is not its destination's next.
    IgnoresLanes,
    /// The outbox counts as delivered what is about to be sent.
    DeliveredBeforeSending,
    /// The outbox does not remember what the organisers were told.
    ReportsAgain,
    /// The outbox gives out what goes to a channel that is switched off.
    KnocksOn,
    /// The outbox files nothing when it counts a switching as told.
    SwitchesInSilence,
    /// The outbox files nothing when it records what was missed in an absence.
    MissesInSilence,
    /// The outbox files a message for an absence that another has caught up on.
    CatchesUpAgain,
    /// The store takes a programme in although another replica did so since it was read.
    TellsEachReplicasChange,
    /// The store does not tell what was said by an older programme.
    ForgetsWhatWasOnItsWay,
    /// The store does not have a correction tried again.
    CorrectsOnce,
    /// The store leaves in the outbox what somebody does not want to be reminded of any more, and says that they do.
    RemindsOfWhatWasDropped,
    /// The store does not wake a reminder whose talk comes back.
    RemindsNobodyTwice,
}
