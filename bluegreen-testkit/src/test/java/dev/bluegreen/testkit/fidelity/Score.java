package dev.bluegreen.testkit.fidelity;

import java.util.Map;
import java.util.TreeMap;

/** How many behaviours agree; owns the cluster they run against. Prints the result when all tests are done. */
final class Score implements AutoCloseable {

    private static final String MISSING = "KUBECONFIG names no cluster, so none is compared with the fake one";

    private final Map<String, Integer> notTried = new TreeMap<>();
    private Subject subject;
    private boolean missing;
    private int agree;
    private int differ;

    synchronized Subject subject() {
        if (subject == null) {
            subject = Subject.open();
        }
        return subject;
    }

    synchronized void agrees() {
        agree++;
    }

    synchronized void differs() {
        differ++;
    }

    synchronized void notTried(String why) {
        notTried.merge(why, 1, Integer::sum);
    }

    synchronized String tellThatClusterIsMissing() {
        if (!missing) {
            missing = true;
            System.out.println("fidelity: skipped: " + MISSING);
        }
        return MISSING;
    }

    @Override
    public synchronized void close() {
        if (subject != null) {
            subject.close();
        }
        notTried.forEach((why, count) -> System.out.printf("fidelity: %d not tried: %s%n", count, why));
        if (agree + differ > 0) {
            System.out.printf("fidelity: %d behaviours, %d agree%n", agree + differ, agree);
        }
    }
}
