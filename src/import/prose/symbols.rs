//! The characters that LaTeX's commands stand for.

/// What space a symbol has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    Close,
    /// On both sides: a relation or an operator.
    Around,
    /// Behind it, before what it is a function of.
    Function,
}

/// The character of a command, and its space.
pub(super) fn symbol(name: &str) -> Option<(&'static str, Spacing)> {
    let named = |table: &'static [(&'static str, &'static str)], spacing| {
        table.iter().find(|(known, _)| *known == name).map(|(_, character)| (*character, spacing))
    };
    let plain = named(&PLAIN, Spacing::Close);
    let between = || named(&BETWEEN, Spacing::Around);
    let function = || FUNCTIONS.iter().find(|known| **known == name).map(|name| (*name, Spacing::Function));
    plain.or_else(between).or_else(function)
}

/// The letter of a set of numbers.
pub(super) fn blackboard(letter: char) -> Option<char> {
    Some(match letter {
        'C' => 'ℂ',
        'H' => 'ℍ',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        '1' => '𝟙',
        'A'..='Z' => moved(letter, 'A', 0x1_D538)?,
        'a'..='z' => moved(letter, 'a', 0x1_D552)?,
        _ => return None,
    })
}

/// The letter in script.
pub(super) fn calligraphic(letter: char) -> Option<char> {
    Some(match letter {
        'B' => 'ℬ',
        'E' => 'ℰ',
        'F' => 'ℱ',
        'H' => 'ℋ',
        'I' => 'ℐ',
        'L' => 'ℒ',
        'M' => 'ℳ',
        'R' => 'ℛ',
        'A'..='Z' => moved(letter, 'A', 0x1_D49C)?,
        _ => return None,
    })
}

fn moved(letter: char, from: char, to: u32) -> Option<char> {
    char::from_u32(to + u32::from(letter) - u32::from(from))
}

#[rustfmt::skip]
const PLAIN: [(&str, &str); 77] = [
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"), ("varepsilon", "ε"), ("zeta", "ζ"),
    ("eta", "η"), ("theta", "θ"), ("vartheta", "ϑ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"),
    ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("rho", "ρ"), ("varrho", "ϱ"), ("sigma", "σ"), ("tau", "τ"),
    ("upsilon", "υ"), ("phi", "φ"), ("varphi", "ϕ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"),
    ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Upsilon", "Υ"),
    ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"), ("ell", "ℓ"), ("hbar", "ℏ"), ("infty", "∞"), ("partial", "∂"),
    ("nabla", "∇"), ("forall", "∀"), ("exists", "∃"), ("emptyset", "∅"), ("varnothing", "∅"), ("prime", "′"),
    ("dagger", "†"), ("star", "⋆"), ("ast", "*"), ("circ", "∘"), ("bullet", "•"), ("sum", "∑"), ("prod", "∏"),
    ("int", "∫"), ("ldots", "…"), ("dots", "…"), ("cdots", "⋯"), ("neg", "¬"), ("lnot", "¬"), ("top", "⊤"),
    ("bot", "⊥"), ("langle", "⟨"), ("rangle", "⟩"), ("lVert", "‖"), ("rVert", "‖"), ("Vert", "‖"), ("vert", "|"),
    ("lfloor", "⌊"), ("rfloor", "⌋"), ("lceil", "⌈"), ("rceil", "⌉"), ("degree", "°"), ("quad", " "), ("qquad", " "),
    ("backslash", "\\"),
];

#[rustfmt::skip]
const BETWEEN: [(&str, &str); 44] = [
    ("times", "×"), ("cdot", "·"), ("pm", "±"), ("mp", "∓"), ("div", "÷"), ("leq", "≤"), ("le", "≤"), ("geq", "≥"),
    ("ge", "≥"), ("neq", "≠"), ("ne", "≠"), ("approx", "≈"), ("sim", "∼"), ("simeq", "≃"), ("equiv", "≡"),
    ("propto", "∝"), ("ll", "≪"), ("gg", "≫"), ("in", "∈"), ("notin", "∉"), ("ni", "∋"), ("subset", "⊂"),
    ("subseteq", "⊆"), ("supset", "⊃"), ("supseteq", "⊇"), ("cup", "∪"), ("cap", "∩"), ("setminus", "∖"),
    ("otimes", "⊗"), ("oplus", "⊕"), ("odot", "⊙"), ("wedge", "∧"), ("land", "∧"), ("vee", "∨"), ("lor", "∨"),
    ("to", "→"), ("rightarrow", "→"), ("leftarrow", "←"), ("leftrightarrow", "↔"), ("Rightarrow", "⇒"),
    ("Leftrightarrow", "⇔"), ("mapsto", "↦"), ("mid", "|"), ("parallel", "∥"),
];

const FUNCTIONS: [&str; 24] = [
    "log", "ln", "exp", "min", "max", "argmin", "argmax", "sin", "cos", "tan", "tanh", "det", "dim", "ker", "lim",
    "sup", "inf", "Pr", "deg", "gcd", "mod", "poly", "tr", "rank",
];
