package dev.bluegreen.report.internal.html;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What sections are made of: tables, tags, values that changed. */
final class Parts {

    private static final Pattern CHANGE = Pattern.compile("(\\{[^}]*}|'[^']*'|\\S+) -> (\\{[^}]*}|'[^']*'|[^\\s,;]+)");

    private Parts() {}

    static Html section(String id, String heading) {
        return Html.tag("section")
                .with("id", id)
                .with("aria-labelledby", id + "-h")
                .add(Html.tag("h2", heading).with("id", id + "-h"));
    }

    /** A table that becomes a list of cards where the page is narrow; roles keep it a table for those who hear it. */
    static Html table(Budget budget, String caption, List<String> head, Stream<List<Html>> rows) {
        Html titles = Html.tag("tr")
                .with("role", "row")
                .addAll(head.stream()
                        .map(title -> Html.tag("th", title).with("scope", "col").with("role", "columnheader")));
        Stream<Html> body = rows.map(cells -> row(head, cells));
        return Html.tag("table")
                .with("role", "table")
                .add(
                        Html.tag("caption", caption),
                        Html.tag("thead").with("role", "rowgroup").add(titles),
                        Html.tag("tbody").with("role", "rowgroup").addAll(budget.fitting(body, "rows are").stream()));
    }

    private static Html row(List<String> head, List<Html> cells) {
        return Html.tag("tr")
                .with("role", "row")
                .addAll(IntStream.range(0, cells.size())
                        .mapToObj(place -> Html.tag("td")
                                .with("role", "cell")
                                .with("data-label", head.get(place))
                                .add(cells.get(place))));
    }

    static Html text(String text) {
        return Html.tag("span", text);
    }

    static Html code(String text) {
        return Html.tag("code", text);
    }

    /** A word with a sign, so that it does not rest on its colour. */
    static Html tag(Tone tone, String word) {
        return Html.tag("span")
                .of("tag " + tone.name().toLowerCase(Locale.ROOT))
                .add(Html.tag("span", tone.sign()).with("aria-hidden", "true"), text(" " + word));
    }

    /** A sentence in which {@code old -> new} stands out. */
    static Html change(String sentence) {
        Html shown = Html.tag("span");
        Matcher change = CHANGE.matcher(sentence);
        int told = 0;
        while (change.find()) {
            shown.text(sentence.substring(told, change.start()))
                    .add(Html.tag("del", change.group(1)))
                    .text(" → ")
                    .add(Html.tag("ins", change.group(2)));
            told = change.end();
        }
        return shown.text(sentence.substring(told));
    }

    /** The colour of a word, and the sign beside it. */
    enum Tone {
        GOOD("✓"),
        BAD("✗"),
        WARN("!"),
        QUIET("·");

        private final String sign;

        Tone(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
