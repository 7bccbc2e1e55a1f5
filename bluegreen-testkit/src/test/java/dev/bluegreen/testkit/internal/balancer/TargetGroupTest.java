package dev.bluegreen.testkit.internal.balancer;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.internal.balancer.TargetHealth.State;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.time.VirtualTime;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A target's life, as AWS documents it. */
class TargetGroupTest {

    private static final Backend A = new Backend("10.0.0.1", 8080);
    private static final Backend B = new Backend("10.0.0.2", 8080);

    private final VirtualTime time = VirtualTime.create();
    private final Servers servers = new Servers();
    private final TargetGroup group = new TargetGroup(time, servers, GroupSettings.DEFAULT);

    @Test
    void aNewTargetIsRegisteredThenCheckedThenHealthy() {
        servers.answer(A, 200);
        group.configure(GroupSettings.DEFAULT.checks(ofSeconds(10), 3, 2));
        group.register(A);
        assertThat(states()).containsExactly("INITIAL Elb.RegistrationInProgress");
        time.advance(ofSeconds(5));
        assertThat(states()).containsExactly("INITIAL Elb.InitialHealthChecking");
        time.advance(ofMillis(14_999));
        assertThat(states()).containsExactly("INITIAL Elb.InitialHealthChecking");
        time.advance(ofMillis(1));
        assertThat(states()).containsExactly("HEALTHY ");
    }

    @Test
    void oneThatNeverAnswersIsUnhealthyAfterAsManyChecksAsAreAllowed() {
        group.register(A);
        time.advance(ofSeconds(5));
        assertThat(states()).containsExactly("INITIAL Elb.InitialHealthChecking");
        time.advance(ofSeconds(15));
        assertThat(states()).containsExactly("UNHEALTHY Target.FailedHealthChecks");
    }

    @Test
    void aHealthyOneThatFailsAndRecoversTakesItsChecksBothWays() {
        servers.answer(A, 200);
        group.adopt(A);
        servers.answer(A, 500);
        time.advance(ofSeconds(15));
        assertThat(group.health().get(0).state()).isEqualTo(State.HEALTHY);
        time.advance(ofSeconds(15));
        assertThat(states()).containsExactly("UNHEALTHY Target.ResponseCodeMismatch");
        servers.answer(A, 200);
        time.advance(ofSeconds(30));
        assertThat(states()).containsExactly("HEALTHY ");
    }

    @Test
    void requestsGoToHealthyTargetsInTurn() {
        servers.answer(A, 200);
        servers.answer(B, 200);
        group.adopt(A);
        group.adopt(B);
        assertThat(asked(10)).containsEntry(A, 5L).containsEntry(B, 5L);
    }

    @Test
    void whileNoneIsHealthyAllThatAreRegisteredAreAsked() {
        servers.answer(A, 500);
        group.adopt(A);
        group.register(B);
        assertThat(asked(10)).containsOnlyKeys(A);
        time.advance(ofSeconds(60));
        assertThat(states()).allMatch(state -> state.startsWith("UNHEALTHY"));
        assertThat(asked(10)).containsOnlyKeys(A, B);
    }

    @Test
    void whileNoneIsRegisteredNobodyIsAsked() {
        servers.answer(A, 200);
        assertThat(group.next()).isEmpty();
        group.register(A);
        time.advance(ofMillis(4_999));
        assertThat(group.next()).isEmpty();
    }

    @Test
    void aDeregisteredTargetDrainsAskedByNobodyAndIsForgotten() {
        servers.answer(A, 200);
        group.adopt(A);
        group.deregister(A);
        assertThat(states()).containsExactly("DRAINING Target.DeregistrationInProgress");
        assertThat(group.next()).isEmpty();
        time.advance(ofSeconds(300));
        assertThat(group.health()).isEmpty();
    }

    @Test
    void aDrainingTargetCanBeRegisteredAnew() {
        servers.answer(A, 200);
        group.adopt(A);
        group.deregister(A);
        group.register(A);
        time.advance(ofSeconds(400));
        assertThat(states()).containsExactly("HEALTHY ");
    }

    @Test
    void aGroupInNobodysUseIsNotCheckedHoweverLongOneWaits() {
        servers.answer(A, 200);
        group.inUse(false);
        group.register(A);
        time.advance(ofHours(1));
        assertThat(states()).containsExactly("UNUSED Target.NotInUse");
        group.inUse(true);
        assertThat(states()).containsExactly("HEALTHY ");
        group.inUse(false);
        assertThat(states()).containsExactly("UNUSED Target.NotInUse");
    }

    @Test
    void aTargetThatStartsSlowlyGetsItsShareLittleByLittle() {
        servers.answer(A, 200);
        servers.answer(B, 200);
        group.configure(GroupSettings.DEFAULT.registration(Duration.ZERO).slowStart(ofSeconds(100)));
        group.adopt(A);
        group.register(B);
        time.settle();
        assertThat(asked(110)).containsEntry(B, 10L);
        time.advance(ofSeconds(50));
        assertThat(asked(150)).containsEntry(B, 50L);
        time.advance(ofSeconds(50));
        assertThat(asked(100)).containsEntry(B, 50L);
    }

    @Test
    void aDayWithoutChangeIsNotSpentOnChecks() {
        servers.answer(A, 200);
        group.adopt(A);
        time.advance(ofSeconds(60));
        int checks = servers.probes;
        time.advance(ofHours(24));
        assertThat(servers.probes).isEqualTo(checks);
    }

    private List<String> states() {
        return group.health().stream()
                .map(health -> health.state() + " " + health.reason())
                .toList();
    }

    private Map<Backend, Long> asked(int times) {
        return IntStream.range(0, times)
                .mapToObj(n -> group.next().orElseThrow())
                .collect(Collectors.groupingBy(target -> target, Collectors.counting()));
    }

    /** Servers that are nothing but an answer to a health check. */
    private static final class Servers implements TargetHost {

        private final Map<Backend, Integer> status = new HashMap<>();
        private final List<Runnable> listeners = new ArrayList<>();
        private int probes;

        void answer(Backend server, int code) {
            status.put(server, code);
            listeners.forEach(Runnable::run);
        }

        @Override
        public Optional<InetSocketAddress> dial(String ip, int port) {
            return Optional.empty();
        }

        @Override
        public OptionalInt probe(String ip, int port) {
            probes++;
            Integer code = status.get(new Backend(ip, port));
            return code == null ? OptionalInt.empty() : OptionalInt.of(code);
        }

        @Override
        public Runnable onChange(Runnable task) {
            listeners.add(task);
            return () -> listeners.remove(task);
        }
    }
}
