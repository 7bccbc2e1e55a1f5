package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;

import dev.bluegreen.model.Track;
import java.time.Duration;

/** A Network Load Balancer besides, in front of the pods of a scene; all on BLUE and healthy. */
final class Network {

    final String balancer;
    final String blue;
    final String green;
    final String listener;
    private final Scene scene;

    Network(Scene scene) {
        this.scene = scene;
        balancer = Elbs.balancer(scene.client, "shop-net", "network");
        blue = scene.group(Track.BLUE, "TCP");
        green = scene.group(Track.GREEN, "TCP");
        listener = Elbs.listener(scene.client, balancer, 80, forward(weighing(blue, 100), weighing(green, 0)));
        scene.time.advance(Duration.ofMinutes(2));
    }

    TargetGroupCutover groups() {
        return TargetGroupCutover.between(scene.aws, scene.client, blue, green);
    }

    ListenerCutover cutover() {
        return groups().defaultAction(listener);
    }
}
