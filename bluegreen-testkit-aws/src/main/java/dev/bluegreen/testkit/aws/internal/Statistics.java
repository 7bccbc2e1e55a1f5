package dev.bluegreen.testkit.aws.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statistics of CloudWatch ("CloudWatch statistics definitions" of its guide) that tests of releases ask for. */
final class Statistics {

    /** No statistic of CloudWatch: the value of an expression is given as it is to be read. */
    static final String LATEST = "";

    private static final Pattern PERCENTILE = Pattern.compile("p([0-9]{1,2}(\\.[0-9]{1,10})?|100)");

    private Statistics() {}

    static double of(String statistic, List<Double> samples) {
        return switch (statistic) {
            case LATEST -> samples.get(samples.size() - 1);
            case "Sum" -> sum(samples);
            case "Average" -> sum(samples) / samples.size();
            case "SampleCount" -> samples.size();
            case "Minimum" ->
                samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            case "Maximum" ->
                samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            default -> percentile(statistic, samples);
        };
    }

    private static double sum(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double percentile(String statistic, List<Double> samples) {
        Matcher percentile = PERCENTILE.matcher(statistic);
        if (!percentile.matches()) {
            throw MetricStore.invalid("The value " + statistic + " for parameter MetricStat.Stat is not supported.");
        }
        List<Double> sorted = samples.stream().sorted().toList();
        int rank = (int) Math.ceil(Double.parseDouble(percentile.group(1)) / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
