package dev.bluegreen.aws;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Runs tests that take a {@link MotoServer} against one server for all of them, and skips them where there is none. */
public final class OnMoto implements ExecutionCondition, ParameterResolver {

    private static final Namespace MOTO = Namespace.create(OnMoto.class);

    /** Kept as long as tests run. */
    private record Shared(Optional<MotoServer> server) implements AutoCloseable {

        @Override
        public void close() {
            server.ifPresent(MotoServer::close);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return server(context)
                .map(server -> ConditionEvaluationResult.enabled("moto_server runs"))
                .orElseGet(() -> ConditionEvaluationResult.disabled("there is no moto_server"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MotoServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context).orElseThrow();
    }

    private static Optional<MotoServer> server(ExtensionContext context) {
        return context.getRoot()
                .getStore(MOTO)
                .computeIfAbsent(Shared.class, key -> new Shared(MotoServer.start()), Shared.class)
                .server();
    }
}
