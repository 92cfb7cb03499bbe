//! What a detail tells by one of a few words, which stay as they are for good.

/// Makes an enum whose values are words.
macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $token:ident = $word:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(
                Debug, Clone, Copy, PartialEq, Eq,
                strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
            )]
            pub enum $name { $($(#[$of])* #[strum(serialize = $word)] $token),* }

            impl $name {
                /// The word in the log.
                pub fn as_str(self) -> &'static str {
                    self.into()
                }
            }

            impl super::value::DetailValue for $name {
                fn text(&self) -> String {
                    self.as_str().to_owned()
                }

                fn read(text: &str) -> Option<Self> {
                    text.parse().ok()
                }
            }
        )*
    };
}

tokens! {
    /// Where somebody does something.
    Place {
        CommandLine = "command_line",
        Screen = "screen",
    }

    /// Why somebody is not signed in.
    WhyNot {
        WrongPassword = "wrong_password",
        UnknownName = "unknown_name",
        /// The password was right.
        Disabled = "disabled",
    }

    /// How somebody signs out.
    Leaving {
        /// By a key of one's own.
        ByThemselves = "themselves",
        /// Nobody touched a key for a while, or the operator was changed or disabled.
        Automatic = "automatic",
        /// Somebody else has taken over.
        Relieved = "relieved",
        /// The terminal was stopped.
        Stopped = "stop",
    }

    /// How a test moved the gate.
    Unlocked {
        AsForVisitor = "as_for_visitor",
    }

    /// Why an export is not whole.
    WhyBrokenOff {
        /// By whoever began it, or as nobody waited for it any more.
        Stopped = "stopped",
        PulledOut = "pulled_out",
        Full = "full",
        NotWritable = "not_writable",
        Fails = "fails",
        /// What was to be exported.
        Unreadable = "unreadable",
    }

    /// Whose value a setting has again.
    SetTo {
        AsConfigured = "as_configured",
    }

    /// What is known of the configuration before.
    Known {
        Unknown = "unknown",
    }

    /// By what a time was put right, where that is not certain.
    Estimated {
        /// By the records before it and the show's beginning.
        ByOthers = "by_others",
    }

    /// When a step of the clock was noticed, where that was not at once.
    Noticed {
        /// The clock is behind the log's last entry.
        AtStart = "at_start",
    }

    /// How the run before ended, where that was not in good order.
    LastRun {
        /// By a power cut, or killed.
        Unclean = "unclean",
    }

    /// Why the program has ended.
    WhyStopped {
        /// By a signal.
        Asked = "told",
        ReplayOver = "replay_over",
    }

    /// Why a part of the program has ended.
    WhyFailed {
        /// By a fault of its own, with words of its own.
        Panicked = "panicked",
        /// It has written down why.
        SeeBefore = "see_before",
        System = "system",
    }
}
