package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Fenced;
import dev.bluegreen.laws.Fact.LockFreed;
import dev.bluegreen.laws.Fact.LockRenewed;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.RecordLost;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.SawRouter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Law 2. Follows the lock and the tokens from the first fact to the last. */
final class WriterChecks {

    /** How long a holder may stay silent; see {@code leaseDurationSeconds} of the release's Lease. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, Long> locks = new HashMap<>();
    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, Set<String>> unread = new HashMap<>();
    private Optional<String> holder = Optional.empty();
    private Instant confirmed = Instant.MIN;
    private long highest;

    WriterChecks(Facts facts) {
        this.facts = facts;
    }

    List<String> check() {
        for (int i = 0; i < facts.size(); i++) {
            next(facts.at(i), facts.fact(i));
        }
        return broken;
    }

    private void next(Instant at, Fact fact) {
        if (fact instanceof LockTaken taken) {
            taken(at, taken);
        } else if (fact instanceof LockRenewed renewed) {
            confirm(at, renewed.actor());
        } else if (fact instanceof LockFreed || fact instanceof RecordLost) {
            holder = Optional.empty();
        } else if (fact instanceof SawRouter saw) {
            unread.getOrDefault(saw.actor(), new HashSet<>()).remove(saw.router());
        } else if (fact instanceof Fenced fenced) {
            wrote(at, fenced.actor(), fenced.router(), fenced.tokenBefore(), fenced.token());
        } else if (fact instanceof Routed routed) {
            wrote(at, routed.actor(), routed.router(), routed.tokenBefore(), routed.token());
            requireFenced(at, routed);
        }
    }

    private void taken(Instant at, LockTaken taken) {
        boolean fromAnother = holder.isPresent() && !holder.get().equals(taken.actor());
        if (fromAnother && at.isBefore(confirmed.plus(LEASE))) {
            broken.add(taken.actor() + " took the lock at " + at + " from " + holder.get() + ", which confirmed it at "
                    + confirmed);
        }
        if (taken.token() <= highest) {
            broken.add(taken.actor() + " took the lock with token " + taken.token() + ", but " + highest
                    + " was in use already");
        }
        if (holder.isPresent()) {
            unread.put(taken.actor(), new HashSet<>(facts.routing(0).keySet()));
        }
        holder = Optional.of(taken.actor());
        confirmed = at;
        locks.put(taken.actor(), taken.token());
        highest = Math.max(highest, taken.token());
    }

    private void confirm(Instant at, String actor) {
        if (holder.filter(actor::equals).isEmpty()) {
            broken.add(actor + " wrote the record at " + at + ", when the lock was held by " + holder.orElse("nobody"));
        }
        confirmed = at;
    }

    private void wrote(Instant at, String actor, String router, long before, long token) {
        if (token < Math.max(before, tokens.getOrDefault(router, 0L))) {
            broken.add(actor + " wrote " + router + " at " + at + " with token " + token + " over token "
                    + Math.max(before, tokens.getOrDefault(router, 0L)));
        }
        if (!Optional.of(token).equals(Optional.ofNullable(locks.get(actor)))) {
            broken.add(actor + " wrote " + router + " at " + at + " with token " + token
                    + ", without having held the lock with it");
        }
        tokens.put(router, token);
        highest = Math.max(highest, token);
    }

    /** After taking over from one that fell silent: every router fenced, and read after that, before any is moved. */
    private void requireFenced(Instant at, Routed routed) {
        Set<String> left = unread.getOrDefault(routed.actor(), Set.of());
        if (!left.isEmpty()) {
            broken.add(routed.actor() + " moved " + routed.router() + " at " + at
                    + " after taking over a lock, before it had fenced and read " + left);
        }
    }
}
