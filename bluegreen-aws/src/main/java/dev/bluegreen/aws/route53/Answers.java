package dev.bluegreen.aws.route53;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What DNS servers answer for a name.
 *
 * @param all one answer of each server that was asked
 * @param behind the addresses of the names that aliases lead to, which are what is answered for an alias
 */
record Answers(List<Answer> all, Map<String, Set<String>> behind) {

    static final Answers NONE = new Answers(List.of(), Map.of());

    Answers {
        all = List.copyOf(all);
        behind = Map.copyOf(behind);
    }

    /**
     * What one server answered.
     *
     * @param server who was asked
     * @param values the answers, sorted
     */
    record Answer(String server, List<String> values) {

        Answer {
            values = List.copyOf(values);
        }
    }
}
