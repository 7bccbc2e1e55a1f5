package com.example.shop;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.result.CutoverException;

/** Switches the release myapp to GREEN in the namespace of the current context of the kubeconfig. */
public final class SwitchMyapp {

    private SwitchMyapp() {}

    public static void main(String[] args) {
        try {
            System.out.println(BlueGreen.release("myapp").switchTo(GREEN));
        } catch (CutoverException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
