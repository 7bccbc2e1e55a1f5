package dev.bluegreen.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of a resource in the notation of Kubernetes, such as {@code 500m} or {@code 1Gi}. */
final class Quantity {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]{1,2}))?");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", BigDecimal.valueOf(1, 9)),
            Map.entry("u", BigDecimal.valueOf(1, 6)),
            Map.entry("m", BigDecimal.valueOf(1, 3)),
            Map.entry("k", BigDecimal.valueOf(1, -3)),
            Map.entry("M", BigDecimal.valueOf(1, -6)),
            Map.entry("G", BigDecimal.valueOf(1, -9)),
            Map.entry("T", BigDecimal.valueOf(1, -12)),
            Map.entry("P", BigDecimal.valueOf(1, -15)),
            Map.entry("E", BigDecimal.valueOf(1, -18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    /** Problems of a container's requests and limits. */
    static List<String> problems(ContainerChanges changes) {
        List<String> problems = new ArrayList<>();
        check("request", changes.requests(), problems);
        check("limit", changes.limits(), problems);
        new TreeMap<>(changes.requests()).forEach((resource, request) -> {
            String limit = changes.limits().getOrDefault(resource, request);
            if (amount(request).isPresent()
                    && amount(limit)
                            .filter(most -> most.compareTo(amount(request).get()) < 0)
                            .isPresent()) {
                problems.add("request." + resource + ": " + request + " is more than the limit of " + limit
                        + "; give a request that is not above it");
            }
        });
        return problems;
    }

    private static void check(String field, Map<String, String> quantities, List<String> problems) {
        new TreeMap<>(quantities).forEach((resource, quantity) -> {
            try {
                Names.requireLabelKey(field, resource);
            } catch (ConfigurationException e) {
                problems.add(field + ": " + Wording.quoted(resource)
                        + " is not a resource; give cpu, memory or one such as nvidia.com/gpu");
                return;
            }
            if (amount(quantity).isEmpty()) {
                problems.add(field + "." + resource + ": " + Wording.quoted(quantity)
                        + " cannot be used; give a quantity such as 500m, 2 or 1Gi");
            }
        });
    }

    private static Optional<BigDecimal> amount(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1).endsWith(".") ? form.group(1) + "0" : form.group(1));
        if (form.group(2) != null) {
            return Optional.of(number.multiply(UNITS.get(form.group(2))));
        }
        return Optional.of(form.group(3) == null ? number : number.scaleByPowerOfTen(Integer.parseInt(form.group(3))));
    }
}
