package dev.bluegreen.testkit.aws.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that the expression of a MetricDataQuery may refer to: "This expression can use the Id of the other metrics or queries to
 * refer to those metrics" (CloudWatch API, MetricDataQuery). Ids begin with a small letter; names of functions and constants
 * are of capitals ("Metric math syntax and functions" of the guide). Metrics Insights queries and SEARCH name their metrics
 * in text.
 */
final class MetricMath {

    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern NUMBER = Pattern.compile("\\b[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?\\b");
    private static final Pattern ID = Pattern.compile("\\b[a-z][a-zA-Z0-9_]*\\b");

    private MetricMath() {}

    /** @throws AwsError {@code ValidationError} if it refers to an id that no other query of the request has */
    static void require(String own, String expression, Set<String> ids) {
        if (expression.isBlank()) {
            throw MetricStore.invalid("Error in expression '" + own + "': the expression is empty");
        }
        if (expression.strip().toUpperCase(Locale.ROOT).startsWith("SELECT ")) {
            return;
        }
        String names = NUMBER.matcher(TEXT.matcher(expression).replaceAll(" ")).replaceAll(" ");
        Matcher id = ID.matcher(names);
        while (id.find()) {
            if (id.group().equals(own) || !ids.contains(id.group())) {
                throw MetricStore.invalid("Error in expression '" + own + "': undefined id '" + id.group()
                        + "'; the ids in an expression have to be those of other queries of the request");
            }
        }
    }
}
