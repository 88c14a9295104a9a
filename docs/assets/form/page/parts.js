// The parts of a model file that are told in words and figures, as showcase/schema/vocabulary.py has them.

export const STORY = ["context", "approach", "results", "highlights", "two_tier_impact"];
export const CRITERIA = ["novelty", "effectiveness", "sustainability", "spread", "participation", "trust"];
