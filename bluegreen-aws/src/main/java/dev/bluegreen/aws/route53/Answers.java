package dev.bluegreen.aws.route53;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Responses of DNS servers for a name.
 *
 * @param all one answer per server
 * @param behind addresses by alias target, since an alias is answered with its target's addresses
 */
record Answers(List<Answer> all, Map<String, Set<String>> behind) {

    static final Answers NONE = new Answers(List.of(), Map.of());

    Answers {
        all = List.copyOf(all);
        behind = Map.copyOf(behind);
    }

    /**
     * Response of one server.
     *
     * @param server the server
     * @param values the answers, sorted
     */
    record Answer(String server, List<String> values) {

        Answer {
            values = List.copyOf(values);
        }
    }
}
