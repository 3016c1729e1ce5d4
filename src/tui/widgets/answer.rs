//! The answer of a design to a stage, as Markdown.

use super::markdown::code;
use crate::domain::content::design::DesignStage;

/// Notes as a strong candidate writes them, the diagram, and the explanation, with a heading before each that the design
/// has. Each text is a part of its own, so that none can swallow the next heading.
pub fn parts(stage: &DesignStage) -> Vec<String> {
    let texts = [
        ("Reference notes", stage.notes.clone()),
        ("Diagram", code(&stage.diagram)),
        ("A strong answer", stage.reference.clone()),
    ];
    let given = texts
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty());
    given
        .flat_map(|(heading, text)| [format!("### {heading}"), text])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_of_an_answer_has_its_heading_and_a_missing_one_has_none() {
        let mut stage = DesignStage::default();
        assert_eq!(parts(&stage), [""; 0]);
        stage.diagram = "app -> model".into();
        stage.reference = "Because.".into();
        let [diagram, reference] = [
            ["### Diagram", "    app -> model\n"],
            ["### A strong answer", "Because."],
        ];
        assert_eq!(parts(&stage), [diagram, reference].concat());
        stage.notes = "- peak = 3/s * 2 → 6/s".into();
        let notes = ["### Reference notes", "- peak = 3/s * 2 → 6/s"];
        assert_eq!(parts(&stage), [notes, diagram, reference].concat());
    }
}
