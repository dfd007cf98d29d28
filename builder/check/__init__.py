"""All checks of content, in two rounds: what can be judged entry by entry, and what needs all entries to be right."""

from collections.abc import Mapping

from builder.check.dated import check_dated
from builder.check.ids import check_ids
from builder.check.pages import check_pages
from builder.check.phrases import check_phrases
from builder.check.reading import check_reading
from builder.check.rules import check_rules
from builder.check.scenarios import check_rows_of_scenarios, check_scenarios
from builder.check.sources import check_sources
from builder.check.text import check_text
from builder.check.topics import check_topics
from builder.check.use import check_use
from builder.check.words import check_words
from builder.fault import Fault, problems
from builder.known import Known
from builder.read import Sources


def check(sources: Sources, texts: Mapping[str, str]) -> list[Fault]:
    """Everything that is wrong with the content; `texts` are the templates and code that name interface words."""
    look = Known(sources.english)
    named = [*check_ids(look), *check_scenarios(look), *check_text(look), *check_pages(look)]
    named += [*check_sources(look), *check_reading(look), *check_dated(look, look.content.as_of)]
    found = [*sources.faults, *named]
    if not problems(sources.faults):
        found += [*check_use(look, texts), *check_topics(look), *check_words(look, texts)]
        found += [*check_rules(look), *check_phrases(look), *check_rows_of_scenarios(look)]
    return found
