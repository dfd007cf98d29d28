"""The screens say what the rulebook says: the same steps, dates, reasons, sources, week and offer."""

from casebook.words import Words
from tests.casebook.screens import GUIDE, KNOWN, attribute, attributes, bill_pages, pages, said_of
from tests.casebook.sitting import opened


def test_a_bill_is_marked_with_its_id_and_its_path() -> None:
    for sitting, page in pages():
        assert bool(page.css("[data-path]")) is (sitting.place.screen in ("bill", "bills"))
    for known in KNOWN:
        said = {bill["id"]: bill["path"] for bill in said_of(known)["bills"]}
        page = opened(GUIDE, known.case, known.on).page
        listed = {attribute(node, "data-bill"): attribute(node, "data-path") for node in page.css("[data-path]")}
        assert listed == said, known.name


def test_the_bill_says_what_the_rulebook_says() -> None:
    """The same steps now, not yet and done, the same dates, each once; and the same path."""
    for name, said, page in bill_pages():
        for when in ("now", "not-yet", "done"):
            here = attributes(page, f'[data-when="{when}"]', "data-step")
            wanted = said[when] if when == "done" else [step["step"] for step in said[when]]
            assert sorted(here) == sorted(map(str, wanted)), f"{name}: {when}"
        dates = {
            attribute(node, "data-deadline"): (*attributes(node, "time", "datetime"), attribute(node, "data-side"))
            for node in page.css("[data-deadline]")
        }
        assert dates == {clock["id"]: (clock["date"], clock["side"]) for clock in said["deadlines"]}, name
        assert attributes(page, "article[data-bill]", "data-path") == [said["path"]], name
        assert attributes(page, "article[data-bill]", "data-bill") == [said["id"]], name


def test_dates_ahead_come_first_by_day_and_those_gone_by_last() -> None:
    for name, said, page in bill_pages():
        past = {clock["id"]: clock["past"] for clock in said["deadlines"]}
        here = [
            (past[attribute(node, "data-deadline")], attributes(node, "time", "datetime")[0])
            for node in page.css("[data-deadline]")
        ]
        assert here == sorted(here), name


def test_each_date_says_whose_it_is_and_where_it_comes_from() -> None:
    for name, said, page in bill_pages():
        for clock in said["deadlines"]:
            (card,) = page.css(f'[data-deadline="{clock["id"]}"]')
            (chip,) = card.css("a.chip")
            source = GUIDE.source[clock["source"]]
            assert attribute(chip, "href") == f"../sources/#{source.id}", name
            assert GUIDE.words[f"kind.{source.kind}"] in chip.text()
            assert Words(GUIDE.words).day(source.checked) in card.text()
            assert GUIDE.words[f"clock.{clock['side']}"] in card.text()
            assert clock["because"] in card.text(), name


def test_what_waits_says_what_comes_first() -> None:
    for name, said, page in bill_pages():
        for waiting in said["not-yet"]:
            until = str(waiting["until"])
            first = GUIDE.question[until[4:]].ask if until.startswith("ask:") else GUIDE.step[until].title
            (card,) = page.css(f'[data-when="not-yet"][data-step="{waiting["step"]}"]')
            assert first in card.text(), name
            assert str(waiting["because"]) in card.text(), name


def test_each_step_to_take_now_says_why_with_its_rule_and_dated_sources() -> None:
    for name, said, page in bill_pages():
        for step in said["now"]:
            (card,) = page.css(f'[data-when="now"][data-step="{step["step"]}"]')
            (why,) = card.css("details.why")
            for turn in why.css(".turn"):
                turn.decompose()  # tests/casebook/test_turns.py
            reasons = [step, *step.get("also", ())]
            assert attributes(why, 'a[href^="../rules/"]', "href") == [f"../rules/#{r['rule']}" for r in reasons], name
            text = why.text()
            assert [r["because"] for r in reasons if str(r["because"]) not in text] == []
            sources = [source for reason in reasons for source in reason["sources"]]
            chips = why.css("a.chip")
            assert [attribute(chip, "href") for chip in chips] == [f"../sources/#{source['id']}" for source in sources]
            for chip, source in zip(chips, sources, strict=True):
                assert f"chip--{source['kind']}" in attribute(chip, "class")
                second_hand = source["evidence"] == "second-hand"
                kind = GUIDE.words[f"kind.{source['kind']}"]
                assert (chip.text() == kind) is not second_hand
                assert kind in chip.text()
            days = [Words(GUIDE.words).day(GUIDE.source[source["id"]].checked) for source in sources]
            beside = [GUIDE.words["sources.checked"].replace("${day}", day) for day in days]
            assert [chip.next.next.text() for chip in chips if chip.next and chip.next.next] == beside, name
            for reason in reasons:
                for question, answer in reason["answers"].items():
                    label = next(a.label for a in GUIDE.question[question].answers if a.id == answer)
                    assert GUIDE.question[question].ask in text
                    assert label in text


def test_this_week_lists_the_same_bills_in_the_same_order_by_the_same_day() -> None:
    for known in KNOWN:
        page = opened(GUIDE, known.case, known.on).page
        tasks = said_of(known)["this-week"]
        here = zip(
            attributes(page, ".week button", "data-of-bill"), attributes(page, ".week time", "datetime"), strict=True
        )
        assert list(here) == [(task["bill"], task["by"]) for task in tasks], known.name


def test_the_offer_is_the_rulebooks_and_stands_only_where_one_is_due() -> None:
    seen = 0
    for name, said, page in bill_pages():
        offer, instalment = said["offer"], said["instalment"]
        here = [node.text() for node in page.css(".ladder dd")]
        numbers = [offer[key].removesuffix(".00") for key in ("opening", "target", "limit")] if offer else []
        assert [text.strip("$").replace(",", "") for text in here] == numbers, name
        assert bool(page.css(".card--offer")) is bool(offer or instalment), name
        seen += bool(offer)
    assert seen > 10
