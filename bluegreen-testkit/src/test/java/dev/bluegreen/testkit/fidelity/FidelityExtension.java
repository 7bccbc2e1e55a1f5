package dev.bluegreen.testkit.fidelity;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives the tests the one cluster they all run against, and counts which of them agree. */
final class FidelityExtension implements ParameterResolver, TestWatcher, ExecutionCondition {

    private static final Namespace HERE = Namespace.create(FidelityExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Subject.isMissing()
                ? ConditionEvaluationResult.disabled(score(context).tellThatClusterIsMissing())
                : ConditionEvaluationResult.enabled("");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Subject.class || type == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Subject subject = score(context).subject();
        return parameter.getParameter().getType() == Api.class ? subject.api() : subject;
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        score(context).agrees();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        score(context).differs();
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        score(context).notTried(Optional.ofNullable(cause.getMessage()).orElse(cause.toString()));
    }

    private static Score score(ExtensionContext context) {
        return context.getRoot().getStore(HERE).computeIfAbsent(Score.class, key -> new Score(), Score.class);
    }
}
