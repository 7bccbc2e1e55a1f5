package dev.bluegreen.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What became of a test class that another test has run. */
public final class Launched implements TestExecutionListener {

    private static final String LAUNCHED = "testkit.launched";

    private final Set<String> passed = new TreeSet<>();
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private final List<String> reports = new ArrayList<>();

    private Launched() {}

    /** Switches a test class off unless it is run from here: such classes are there to fail. */
    public static final class Only implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(LAUNCHED).isPresent()
                    ? ConditionEvaluationResult.enabled("launched by a test")
                    : ConditionEvaluationResult.disabled("launched by no test");
        }
    }

    /** Runs all tests of a class. */
    public static Launched run(Class<?> tests) {
        Launched launched = new Launched();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .configurationParameter(LAUNCHED, "true")
                .build();
        LauncherFactory.create().execute(request, launched);
        return launched;
    }

    /** The tests that passed. */
    public Set<String> passed() {
        return passed;
    }

    /** The tests that did not, with the reason. */
    public Map<String, Throwable> failures() {
        return failures;
    }

    /** What the tests published. */
    public List<String> reports() {
        return reports;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String name = test.getDisplayName().replaceFirst("\\(.*", "").replaceFirst(".*\\$", "");
        result.getThrowable().ifPresent(failure -> failures.put(name, failure));
        if (test.isTest() && result.getThrowable().isEmpty()) {
            passed.add(name);
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        reports.addAll(entry.getKeyValuePairs().values());
    }
}
