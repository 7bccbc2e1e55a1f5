package dev.bluegreen.report.internal.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What sections are made of: tables, tags, values that changed. */
final class Parts {

    private static final String ARROW = " -> ";
    private static final String ENDS = " ,;";

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
        int told = 0;
        for (int arrow = sentence.indexOf(ARROW); arrow >= told; arrow = sentence.indexOf(ARROW, told)) {
            int begin = Math.max(told, beginOfWord(sentence, arrow));
            int end = endOfWord(sentence, arrow + ARROW.length());
            shown.text(sentence.substring(told, begin))
                    .add(Html.tag("del", sentence.substring(begin, arrow)))
                    .text(" → ")
                    .add(Html.tag("ins", sentence.substring(arrow + ARROW.length(), end)));
            told = end;
        }
        return shown.text(sentence.substring(told));
    }

    /** A word may be in quotes or braces. */
    private static int beginOfWord(String sentence, int end) {
        char last = end == 0 ? ' ' : sentence.charAt(end - 1);
        int open = last == '}'
                ? sentence.lastIndexOf('{', end - 2)
                : last == '\'' ? sentence.lastIndexOf(last, end - 2) : -1;
        return open >= 0 ? open : sentence.lastIndexOf(' ', end - 1) + 1;
    }

    private static int endOfWord(String sentence, int begin) {
        char first = begin == sentence.length() ? ' ' : sentence.charAt(begin);
        int close =
                first == '{' ? sentence.indexOf('}', begin) : first == '\'' ? sentence.indexOf(first, begin + 1) : -1;
        if (close >= 0) {
            return close + 1;
        }
        int end = begin;
        while (end < sentence.length() && ENDS.indexOf(sentence.charAt(end)) < 0) {
            end++;
        }
        return end;
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
