package io.cistern.flowtrack;

/// Exponential decay, from tables: what is left of 1 after some time. Allocation-free.
final class Decay {
  private static final int BITS = 10;
  private static final int STEPS = 1 << BITS;

  private final double timeConstantMillis;
  private final float[] fine = new float[STEPS]; // by milliseconds
  private final float[] coarse = new float[STEPS]; // by 1,024 milliseconds

  Decay(double timeConstantMillis) {
    this.timeConstantMillis = timeConstantMillis;
    for (int i = 0; i < STEPS; i++) {
      fine[i] = (float) Math.exp(-i / timeConstantMillis);
      coarse[i] = (float) Math.exp(-i * (double) STEPS / timeConstantMillis);
    }
  }

  /// e to the power of minus age by time constant; 1 for an age below 0.
  float at(long ageMillis) {
    if (ageMillis <= 0) {
      return 1;
    }
    return ageMillis < (long) STEPS * STEPS
        ? coarse[(int) (ageMillis >> BITS)] * fine[(int) ageMillis & (STEPS - 1)]
        : (float) Math.exp(-ageMillis / timeConstantMillis);
  }
}
