const later = () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late trouble")), 20));
void later();
