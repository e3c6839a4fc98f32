console.error("leaving early");
process.exit(3);
