package dev.bluegreen.report.internal.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What is left of the page's megabyte. For one thread. */
final class Budget {

    /** A megabyte without what surrounds the rows and charts. */
    private static final int ALL = 900_000;

    private int left = ALL;

    /** True if a part fits; it is then paid for. */
    boolean takes(Html part) {
        int size = part.markup().getBytes(StandardCharsets.UTF_8).length;
        boolean fits = size <= left;
        left -= fits ? size : 0;
        return fits;
    }

    /** The first parts that fit, and a word about the others. */
    List<Html> fitting(Stream<Html> parts, String noun) {
        List<Html> fitting = new ArrayList<>();
        Iterator<Html> all = parts.iterator();
        int others = 0;
        while (all.hasNext()) {
            Html part = all.next();
            if (others == 0 && takes(part)) {
                fitting.add(part);
            } else {
                others++;
            }
        }
        return others == 0
                ? fitting
                : with(
                        fitting,
                        others + " more " + noun
                                + " left out, to keep the page below 1 MB; the JSON document has them");
    }

    private static List<Html> with(List<Html> fitting, String word) {
        fitting.add(Html.tag("tr").add(Html.tag("td", word).with("colspan", 9)));
        return fitting;
    }
}
