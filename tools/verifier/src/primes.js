/** The constants of SHA-2 are made of prime numbers: computed, not copied. */

export const firstPrimes = (count) => {
  const primes = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
};
